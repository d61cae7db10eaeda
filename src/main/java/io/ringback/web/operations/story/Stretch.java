package io.ringback.web.operations.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a journey with no long pause between them.
 *
 * @param later the pause before them, as {@code 2 hours later}; null before the first
 */
public record Stretch(String later, List<ToldLine> lines) {

    /** A pause as long as this is folded into a few words. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    public Instant begins() {
        return lines.get(0).at();
    }

    /** Lines in their order, parted where nothing happened for long. */
    static List<Stretch> of(List<ToldLine> lines) {
        List<Stretch> stretches = new ArrayList<>();
        List<ToldLine> current = new ArrayList<>();
        String later = null;
        Instant last = null;
        for (ToldLine line : lines) {
            if (last != null && Duration.between(last, line.at()).compareTo(PAUSE) >= 0) {
                stretches.add(new Stretch(later, List.copyOf(current)));
                current.clear();
                later = later(Duration.between(last, line.at()));
            }
            current.add(line);
            last = line.at();
        }
        if (!current.isEmpty()) {
            stretches.add(new Stretch(later, List.copyOf(current)));
        }
        return stretches;
    }

    private static String later(Duration pause) {
        if (pause.toHours() >= 48) {
            return Math.round(pause.toHours() / 24.0) + " days later";
        }
        if (pause.toMinutes() >= 90) {
            return Math.round(pause.toMinutes() / 60.0) + " hours later";
        }
        return Math.round(pause.toSeconds() / 60.0) + " minutes later";
    }
}
