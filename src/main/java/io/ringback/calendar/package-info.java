/**
 * When people cannot talk, by the calendars that they have given, and the first time at which two can
 * (docs/decisions/0084-the-blind-appointment.md).
 *
 * <p>In: a calendar as iCalendar (RFC 5545) has it. Out: {@link io.ringback.calendar.BusyTimes}, and nothing else of it: no title, name,
 * or place is kept.
 *
 * <p>Its table is {@code calendar}.
 */
package io.ringback.calendar;
