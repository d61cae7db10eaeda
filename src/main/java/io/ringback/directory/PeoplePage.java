package io.ringback.directory;

import java.util.List;

/**
 * A part of the directory, ordered by name.
 *
 * @param people on this page
 * @param page counted from 0
 * @param size the most people a page holds
 * @param total people on all pages
 */
public record PeoplePage(List<Person> people, int page, int size, long total) {

    public PeoplePage {
        people = List.copyOf(people);
    }
}
