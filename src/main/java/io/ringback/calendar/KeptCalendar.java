package io.ringback.calendar;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of somebody's calendar.
 *
 * @param readAt when it was read
 * @param times when they are busy
 * @param feed where it is read again; empty if it was handed over. Who has that address can often read all of it
 */
public record KeptCalendar(Instant readAt, BusyTimes times, Optional<URI> feed) {}
