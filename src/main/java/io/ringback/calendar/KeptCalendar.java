package io.ringback.calendar;

import java.time.Instant;

/**
 * What is kept of somebody's calendar.
 *
 * @param readAt when it was read
 * @param times when they are busy
 */
public record KeptCalendar(Instant readAt, BusyTimes times) {}
