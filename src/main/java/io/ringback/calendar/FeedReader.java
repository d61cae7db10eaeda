package io.ringback.calendar;

import java.net.URI;

/** Reads a calendar where somebody says that it is, which may be anywhere. */
public interface FeedReader {

    /**
     * What is there.
     *
     * @param most no more bytes than that are read
     * @throws CalendarRefused if it is where none may be, does not come, or has more
     */
    byte[] read(URI feed, long most);
}
