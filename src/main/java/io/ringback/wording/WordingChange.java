package io.ringback.wording;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of words for all nodes.
 *
 * @param operator whose act it was
 * @param proposedBy whose idea; empty if it takes another back
 * @param why in their words
 * @param takesBack the change that it undid
 * @param files by path from the folder
 */
public record WordingChange(
        long id,
        Instant at,
        String operator,
        Optional<String> proposedBy,
        Optional<String> why,
        Optional<Long> takesBack,
        List<String> files) {

    public WordingChange {
        files = List.copyOf(files);
    }
}
