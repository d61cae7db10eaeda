package io.ringback.delivery;

import io.ringback.delivery.Cap.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What holds in one respect: the limits of the settings and those of the analysts' table, which all count. Where one holds back all that
 * another does, the other is not asked.
 */
record CapInForce(List<Named> limits) {

    private static final String TABLE = "message-caps ";

    /** A limit, and whose it is, for operators. */
    record Named(Limit limit, String by) {}

    /** Until when something is held back, and by which cap. */
    record Held(Instant until, String by) {}

    /**
     * The two caps together.
     *
     * @param setting the ceiling's name below {@code ringback.caps}
     * @param column the name of the table's column
     */
    static CapInForce of(String setting, Cap ceiling, String column, Cap table) {
        List<Named> tables = table.limits().stream()
                .filter(limit -> ceiling.limits().stream().noneMatch(other -> other.covers(limit)))
                .map(limit -> new Named(limit, ofTable(column)))
                .toList();
        Stream<Named> ceilings = ceiling.limits().stream()
                .filter(limit ->
                        tables.stream().noneMatch(other -> other.limit().covers(limit)))
                .map(limit -> new Named(limit, setting));
        return new CapInForce(Stream.concat(ceilings, tables.stream()).toList());
    }

    /** A cap of the settings alone. */
    static CapInForce ofSetting(String setting, Cap cap) {
        return of(setting, cap, setting, Cap.NONE);
    }

    /** A cap of the table alone. */
    static CapInForce ofColumn(String column, Cap cap) {
        return of(column, Cap.NONE, column, cap);
    }

    private static String ofTable(String column) {
        return TABLE + "(" + column + ")";
    }

    /** Whether what holds something back is the table, and not a setting. */
    static boolean isOfTable(String by) {
        return by.startsWith(TABLE);
    }

    /** Whether it holds nothing back. */
    boolean isNone() {
        return limits.isEmpty();
    }

    /**
     * Until when it holds something back.
     *
     * @param nth when the n-th last of what counts left, or may leave, if it did within the window
     * @param earliest when it may leave otherwise
     */
    Stream<Held> holding(Function<Limit, Optional<Instant>> nth, Instant earliest) {
        // When the window has room for one more: once the n-th last has fallen out of it.
        return limits.stream().flatMap(one -> nth.apply(one.limit()).stream()
                .map(at -> at.plus(one.limit().window()))
                .filter(until -> until.isAfter(earliest))
                .map(until -> new Held(until, one.by())));
    }
}
