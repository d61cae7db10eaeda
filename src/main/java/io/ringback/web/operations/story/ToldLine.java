package io.ringback.web.operations.story;

import java.time.Instant;

/**
 * A line of the journey as people read it.
 *
 * @param words a sentence; empty where the table knows none
 * @param more what else is known, or null
 * @param code as it stands in the database
 * @param element of the diagram at which it happened, or null
 * @param place what people call that element, or null
 */
public record ToldLine(Instant at, String words, String more, String code, String element, String place) {}
