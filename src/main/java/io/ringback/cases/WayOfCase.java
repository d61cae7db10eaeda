package io.ringback.cases;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Which way a thought-of case takes through a diagram.
 *
 * @param steps in order
 * @param next what can happen where it waits; empty if it has ended
 * @param problem why it does not go on; empty if it has ended or waits
 */
public record WayOfCase(List<Step> steps, List<Happening> next, Optional<String> problem) {

    public WayOfCase {
        steps = List.copyOf(steps);
        next = List.copyOf(next);
    }

    /**
     * One element that it came to.
     *
     * @param at on both people's clock
     * @param name as drawn
     * @param what was done or said there, in words; empty if there is nothing to say
     */
    public record Step(LocalDateTime at, String element, String name, String what) {}

    /**
     * Something that can happen while it waits.
     *
     * @param id how it is chosen
     * @param words for people
     */
    public record Happening(String id, String words) {}
}
