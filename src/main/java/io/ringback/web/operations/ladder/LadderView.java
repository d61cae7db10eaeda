package io.ringback.web.operations.ladder;

import io.ringback.ladder.Rung;
import io.ringback.ladder.Upright;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A ladder as it is drawn: a column for each who took part, a line for each message, and the time in which nothing passed in one line.
 *
 * @param columns from left to right
 */
record LadderView(List<Upright> columns, List<Line> lines) {

    /** After which a pause is told. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /**
     * One line.
     *
     * @param pause how long nothing passed before it, in words; empty if it was not long
     * @param left the column from which its arrow runs, from 1
     * @param right the column to which it runs
     * @param toTheRight which end has the head
     */
    record Line(String pause, Instant at, Rung rung, int left, int right, boolean toTheRight) {

        /** The class of its arrow: nothing of it is in a style, which the pages do not allow. */
        public String place() {
            return "from-" + left + " to-" + right + (toTheRight ? " rightwards" : " leftwards");
        }

        public String from() {
            return end(rung.from());
        }

        public String to() {
            return end(rung.to());
        }

        private static String end(Rung.End end) {
            return end.party().words() + (end.host().isEmpty() ? "" : " " + end.host() + ":" + end.port());
        }
    }

    static LadderView of(List<Rung> rungs) {
        Set<Upright> parties = EnumSet.of(Upright.RINGBACK);
        rungs.forEach(rung -> Stream.of(rung.from(), rung.to()).forEach(end -> parties.add(end.party())));
        List<Upright> columns = List.copyOf(parties);
        List<Line> lines = new ArrayList<>();
        Instant before = rungs.isEmpty() ? Instant.EPOCH : rungs.get(0).at();
        for (Rung rung : rungs) {
            int from = columns.indexOf(rung.from().party()) + 1;
            int to = columns.indexOf(rung.to().party()) + 1;
            lines.add(new Line(
                    pause(Duration.between(before, rung.at())),
                    rung.at(),
                    rung,
                    Math.min(from, to),
                    Math.max(from, to),
                    from <= to));
            before = rung.at();
        }
        return new LadderView(columns, List.copyOf(lines));
    }

    private static String pause(Duration pause) {
        if (pause.compareTo(PAUSE) < 0) {
            return "";
        }
        long hours = pause.toHours();
        return (hours > 0 ? hours + " h " : "") + pause.toMinutesPart() + " min " + pause.toSecondsPart() + " s";
    }
}
