package io.ringback.web.operations.ladder;

import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A ladder as it is drawn: a column for each who took part, a line for each message, and the time in which nothing passed in one line.
 *
 * @param columns from left to right
 * @param gaps whether messages are missing, as more came than could be written
 */
public record LadderView(List<Column> columns, List<Line> lines, boolean gaps) {

    /** After which a pause is told. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** What of a person's a server delivers to. */
    private static final Map<Upright, String> DEVICES = Map.of(
            Upright.SWITCH, "telephone",
            Upright.MAIL_SERVER, "mailbox",
            Upright.SMS_CENTRE, "SMS",
            Upright.MMS_RELAY, "MMS",
            Upright.MESSAGE_SERVER, "messenger");

    /**
     * One who took part.
     *
     * @param devices of a person: what they were reached at, in words; empty for everybody else
     */
    public record Column(Upright party, String devices) {}

    /**
     * One line.
     *
     * @param id the same whenever the ladder is drawn
     * @param pause how long nothing passed before it, in words; empty if it was not long
     * @param place the classes of its arrow: nothing of it is in a style, which the pages do not allow
     * @param onward the same of the way between a server and the person, which nobody here sees; empty if there is none
     */
    public record Line(String id, String pause, Instant at, Rung rung, String place, String onward) {

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

    static LadderView of(List<Rung> rungs, boolean gaps) {
        Map<Upright, Set<String>> parties = parties(rungs);
        List<Upright> order = List.copyOf(parties.keySet());
        Map<String, Integer> ids = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        Instant before = rungs.isEmpty() ? Instant.EPOCH : rungs.get(0).at();
        for (Rung rung : rungs) {
            String id = "m" + ChronoUnit.MICROS.between(Instant.EPOCH, rung.at());
            int of = ids.merge(id, 1, Integer::sum);
            String place = place(order, rung.from().party(), rung.to().party());
            lines.add(new Line(
                    of == 1 ? id : id + "-" + of,
                    pause(Duration.between(before, rung.at())),
                    rung.at(),
                    rung,
                    rung.protocol() == Protocol.RTP ? place + " span" : place,
                    rung.person() == null ? "" : onward(order, rung)));
            before = rung.at();
        }
        return new LadderView(
                order.stream()
                        .map(party -> new Column(party, String.join(", ", parties.get(party))))
                        .toList(),
                List.copyOf(lines),
                gaps);
    }

    private static Map<Upright, Set<String>> parties(List<Rung> rungs) {
        Map<Upright, Set<String>> parties = new EnumMap<>(Map.of(Upright.RINGBACK, Set.of()));
        for (Rung rung : rungs) {
            for (Rung.End end : List.of(rung.from(), rung.to())) {
                Set<String> devices = parties.computeIfAbsent(end.party(), party -> new TreeSet<>());
                if (end.party() == Upright.CALLER || end.party() == Upright.CALLEE) {
                    devices.add("browser");
                }
            }
            if (rung.person() != null) {
                Set<String> devices = parties.computeIfAbsent(rung.person(), party -> new TreeSet<>());
                if (DEVICES.containsKey(server(rung))) {
                    devices.add(DEVICES.get(server(rung)));
                }
            }
        }
        return parties;
    }

    private static Upright server(Rung rung) {
        return isIncoming(rung) ? rung.from().party() : rung.to().party();
    }

    private static boolean isIncoming(Rung rung) {
        return rung.to().party() == Upright.RINGBACK;
    }

    private static String onward(List<Upright> order, Rung rung) {
        return isIncoming(rung) ? place(order, rung.person(), server(rung)) : place(order, server(rung), rung.person());
    }

    private static String place(List<Upright> order, Upright from, Upright to) {
        int left = order.indexOf(from) + 1;
        int right = order.indexOf(to) + 1;
        return "from-" + Math.min(left, right) + " to-" + Math.max(left, right)
                + (left <= right ? " rightwards" : " leftwards");
    }

    private static String pause(Duration pause) {
        if (pause.compareTo(PAUSE) < 0) {
            return "";
        }
        long hours = pause.toHours();
        return (hours > 0 ? hours + " h " : "") + pause.toMinutesPart() + " min " + pause.toSecondsPart() + " s";
    }
}
