package io.ringback.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * How things stood when an hour of Ringback's was over.
 *
 * @param number from 1
 * @param begun cases, since the start
 * @param p50 milliseconds from a call to its question, half of those of this hour
 * @param p99 the same, 99 of 100
 * @param live bytes of its heap that are in use after a full collection
 * @param resident bytes of memory that its process holds
 */
record SoakedHour(
        int number,
        int begun,
        double p50,
        double p99,
        long live,
        long resident,
        SoakedDatabase.Standing standing,
        List<Relation> relations) {

    static final String HEADING = String.format(
            Locale.ROOT,
            "%4s %7s %6s %6s %9s | %8s %8s | %7s %8s | %9s %10s %9s | %8s %6s",
            "hour",
            "begun",
            "open",
            "ended",
            "forgotten",
            "p50 ms",
            "p99 ms",
            "heap MB",
            "held MB",
            "tables MB",
            "indexes MB",
            "dead rows",
            "late min",
            "kept h");

    private static final double MEGABYTE = 1024 * 1024;

    SoakedHour {
        relations = List.copyOf(relations);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%4d %7d %6d %6d %9d | %8.0f %8.0f | %7.1f %8.1f | %9.1f %10.1f %9d | %8.1f %6.1f",
                number,
                begun,
                standing.open(),
                standing.ended(),
                standing.forgotten(),
                p50,
                p99,
                live / MEGABYTE,
                resident / MEGABYTE,
                Relation.bytes(relations, false) / MEGABYTE,
                Relation.bytes(relations, true) / MEGABYTE,
                Relation.dead(relations),
                Math.max(0, standing.late()),
                standing.oldest());
    }
}
