package io.ringback.database;

import java.util.stream.Stream;

/** A statement that was to write one row ({@link Unhurried#oneRow}) wrote none, and its transaction is to be rolled back. */
public final class NotOneRow extends RuntimeException {

    NotOneRow(String sql) {
        super("One row was to be written, and is not, by: " + sql);
    }

    /** Whether this is why something failed, whoever has wrapped it. */
    public static boolean isBehind(Throwable failure) {
        return Stream.iterate(failure, one -> one != null, Throwable::getCause).anyMatch(NotOneRow.class::isInstance);
    }
}
