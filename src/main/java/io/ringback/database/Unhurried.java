package io.ringback.database;

import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Marks a statement that writes something, and whose count of rows nobody waits for: inside a transaction it goes to the database
 * with the next statement, or with the commit. It runs before that one, so whoever reads sees what was written; if it fails, the
 * next one does, or the commit.
 */
public final class Unhurried {

    /** Comments, so that the statement is the same where nobody heeds them. */
    private static final String MARK = "/* unhurried */ ";

    private static final String MARK_OF_ONE_ROW = "/* unhurried, one row */ ";

    private Unhurried() {}

    /** The statement with the mark. Of its update count nothing is known but that it is 1. */
    public static String write(String sql) {
        return MARK + sql;
    }

    /**
     * The statement with the mark, to be run by {@link #oneRow}: if it writes another number of rows than one, {@link NotOneRow} comes of
     * whatever goes to the database next.
     */
    public static String writeOne(String sql) {
        return MARK_OF_ONE_ROW + sql;
    }

    /**
     * Runs such a statement.
     *
     * @throws NotOneRow if nobody heeds the mark and it is known already
     */
    public static void oneRow(StatementSpec statement) {
        if (statement.update() != 1) {
            throw new NotOneRow("a statement that did not wait");
        }
    }

    /** The statement as it leaves; null if it is not marked. */
    static Written unmarked(String sql) {
        if (sql.startsWith(MARK)) {
            return new Written(sql.substring(MARK.length()), false);
        }
        return sql.startsWith(MARK_OF_ONE_ROW) ? new Written(sql.substring(MARK_OF_ONE_ROW.length()), true) : null;
    }
}
