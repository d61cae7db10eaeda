package io.ringback.web.operations.overview;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** How something stands, to somebody across the room. It has a word and a mark as well as a colour. */
public enum Sign {
    /** As it should be. */
    FINE("✓"),
    /** Unusual: worth a look, nothing is lost. */
    LOOK("?"),
    /** It does not mend itself. */
    ACT("!");

    private final String mark;

    Sign(String mark) {
        this.mark = mark;
    }

    /** One character, told apart without its colour. */
    public String mark() {
        return mark;
    }

    /** As the page and its style sheet say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worst of {@code signs}; FINE if there is none. */
    public static Sign worst(Stream<Sign> signs) {
        return signs.max(Comparator.naturalOrder()).orElse(FINE);
    }
}
