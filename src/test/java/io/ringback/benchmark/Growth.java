package io.ringback.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What grew although it should not have: the rules of {@code bin/soak}. */
final class Growth {

    private static final long MEGABYTE = 1024 * 1024;

    /** What is dead until the next vacuum, and what is left free in pages, may take as much as what lives. */
    private static final int TIMES = 2;

    /** A table of a few pages has little to do with its rows. */
    private static final long SMALL = MEGABYTE;

    private static final double MORE_MEMORY = 1.2;
    private static final long SOME_MEMORY = 16 * MEGABYTE;
    private static final double LATEST_MINUTES = 60;

    private Growth() {}

    /** Tables and indexes that were far larger than they are with nothing but their live rows. */
    static List<String> ofTables(List<Relation> before, List<Relation> writtenAnew) {
        Map<String, Relation> anew =
                writtenAnew.stream().collect(Collectors.toMap(Relation::name, Function.identity()));
        return before.stream()
                .filter(one -> anew.containsKey(one.name()))
                .filter(one -> one.bytes() > TIMES * anew.get(one.name()).bytes() + SMALL)
                .map(one -> one.name() + " has " + one.bytes() / 1024 + " KB, and "
                        + anew.get(one.name()).bytes() / 1024 + " KB written anew, with " + one.live() + " live and "
                        + one.dead() + " dead rows")
                .toList();
    }

    /** Of Ringback's memory from the middle of the hours, when as much goes as comes, to their end; and timers that fire too late. */
    static List<String> ofHours(List<SoakedHour> hours) {
        List<String> found = new ArrayList<>();
        found.addAll(memory("The heap in use", hours, SoakedHour::live));
        found.addAll(memory("The memory held", hours, SoakedHour::resident));
        hours.stream()
                .filter(hour -> hour.standing().late() > LATEST_MINUTES)
                .map(hour -> "In hour " + hour.number() + " a timer had been due for "
                        + Math.round(hour.standing().late()) + " minutes")
                .forEach(found::add);
        return found;
    }

    private static List<String> memory(String what, List<SoakedHour> hours, ToLongFunction<SoakedHour> bytes) {
        long middle = bytes.applyAsLong(hours.get(hours.size() / 2 - 1));
        long last = bytes.applyAsLong(hours.get(hours.size() - 1));
        return last <= middle * MORE_MEMORY + SOME_MEMORY
                ? List.of()
                : List.of(what + " was " + middle / MEGABYTE + " MB in the middle of the hours, and " + last / MEGABYTE
                        + " MB in the end");
    }
}
