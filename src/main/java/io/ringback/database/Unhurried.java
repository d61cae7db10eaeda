package io.ringback.database;

/**
 * Marks a statement that writes something, and whose count of rows nobody wants to know: inside a transaction it goes to the database
 * with the next statement, or with the commit. It runs before that one, so whoever reads sees what was written; if it fails, the
 * next one does, or the commit.
 */
public final class Unhurried {

    /** A comment, so that the statement is the same where nobody heeds it. */
    private static final String MARK = "/* unhurried */ ";

    private Unhurried() {}

    /** The statement with the mark. Of its update count nothing is known but that it is 1. */
    public static String write(String sql) {
        return MARK + sql;
    }

    static boolean isMarked(String sql) {
        return sql.startsWith(MARK);
    }

    /** The statement without the mark, as it leaves. */
    static String withoutMark(String sql) {
        return sql.substring(MARK.length());
    }
}
