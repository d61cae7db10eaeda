package io.ringback.web.operations.find;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a case stands among all, the newest first: an open one by when it opened, one that is over by when it ended. A page begins behind
 * the last of the page before it, so that going on costs the same on every page.
 */
public record Place(Instant at, UUID id) {

    /** Before the newest. PostgreSQL knows no later year. */
    public static final Place FIRST =
            new Place(Instant.parse("9999-12-31T00:00:00Z"), UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    /** As {@link #toString()} writes it. */
    public static Optional<Place> of(String text) {
        int between = text.indexOf('_');
        try {
            return between < 0
                    ? Optional.empty()
                    : WantedParameters.id(text.substring(between + 1))
                            .map(id -> new Place(Instant.parse(text.substring(0, between)), id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return at + "_" + id;
    }
}
