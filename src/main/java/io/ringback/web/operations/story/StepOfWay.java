package io.ringback.web.operations.story;

import java.time.Instant;

/**
 * An element on the way of a case.
 *
 * @param number the first is 1
 * @param name what people call it
 * @param at when the token came there
 */
public record StepOfWay(int number, String element, String name, Instant at) {}
