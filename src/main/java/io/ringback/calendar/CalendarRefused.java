package io.ringback.calendar;

/** A calendar was given that is not read. Nothing was stored; the message says what to do, and has nothing of the calendar in it. */
public final class CalendarRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    CalendarRefused(String message) {
        super(message);
    }

    static CalendarRefused noAddress() {
        return new CalendarRefused("is no address of a calendar. Write https: and a host, without a user name.");
    }

    /** Of a server that may not be asked. */
    public static CalendarRefused notPublic() {
        return new CalendarRefused(
                "is at no public https: address. Write the one that the calendar can be read at from the Internet.");
    }

    /** Of a server that says something else. */
    public static CalendarRefused notThere(int status) {
        return new CalendarRefused("is not there: the server answers HTTP " + status
                + ". Write the address that gives the calendar at once, without a login.");
    }

    /** Of a server that says nothing, or not in time. */
    public static CalendarRefused silent() {
        return new CalendarRefused("does not come: the server cannot be reached, is not trusted or takes too long.");
    }

    static CalendarRefused unreadable() {
        return new CalendarRefused(
                "is not a calendar that can be read. Send iCalendar (RFC 5545), version 2.0, in UTF-8.");
    }

    /** Of one that has more bytes than are read. */
    public static CalendarRefused tooLarge(long most) {
        return new CalendarRefused("has more than " + most + " bytes. Send the coming two weeks alone.");
    }

    static CalendarRefused tooMuch() {
        return new CalendarRefused(
                "has more events, or events that come back more often, than is read. Send the coming two weeks alone.");
    }

    static CalendarRefused tooOften() {
        return new CalendarRefused(
                "has an event that comes back more often than daily, which no appointment does. Leave it out.");
    }

    static CalendarRefused unknownZone() {
        return new CalendarRefused("names a time zone that neither it nor the time zone database defines.");
    }
}
