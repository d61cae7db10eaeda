package io.ringback.web.pages;

import java.util.List;

/**
 * A part of the home page. Any bean of this type is shown there, to everybody who can reach Ringback: so no secrets and no
 * people, unless the page is on loopback.
 */
public interface HomeSection {

    /** Its heading. */
    String title();

    /** Its lines, as they are now. */
    List<Line> lines();

    /**
     * One line.
     *
     * @param text what it says
     * @param link where it leads, from the root of the site; null if nowhere
     */
    record Line(String text, String link) {

        /** A line that leads nowhere. */
        public static Line of(String text) {
            return new Line(text, null);
        }
    }
}
