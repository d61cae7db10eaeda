package io.ringback.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A connection that keeps back what is marked as {@link Unhurried}, and what is asked {@link WithCommit}, until something else goes to the
 * database. Then all of it leaves as
 * one prepared statement of several commands, which PostgreSQL runs one after the other. What was kept back of a transaction that is
 * rolled back never leaves.
 */
final class PatientConnection implements InvocationHandler {

    /** The time-outs of the database are those of one command, and the client's is that of all that go together. */
    private static final int MOST_COMMANDS = 8;

    private final Connection connection;
    private final List<Written> keptBack = new ArrayList<>();
    private SQLException lost;

    private PatientConnection(Connection connection) {
        this.connection = connection;
    }

    static Connection around(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PatientConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new PatientConnection(connection));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
        switch (method.getName()) {
            case "prepareStatement" -> {
                if (!connection.getAutoCommit()) {
                    return prepare((Connection) proxy, method, arguments);
                }
            }
            case "commit" -> commit();
            case "rollback", "close", "abort" -> {
                keptBack.clear();
                lost = null;
            }
            case "createStatement", "prepareCall", "setSavepoint" -> send();
            case "setAutoCommit" -> endTransaction();
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                // Says nothing to the database that what was kept back could matter to.
            }
        }
        return Written.call(method, connection, arguments);
    }

    private Object prepare(Connection proxy, Method method, Object[] arguments) throws SQLException {
        PreparedStatement plain = (PreparedStatement) Written.call(method, connection, arguments);
        // Keys that the database makes, and results that can be scrolled, need a statement of their own.
        boolean alone = arguments.length > 1;
        return PatientStatement.around(plain, new Written((String) arguments[0]), alone, this, proxy);
    }

    /** Keeps a statement until something else leaves. */
    void keep(Written statement) throws SQLException {
        if (keptBack.size() == MOST_COMMANDS - 1) {
            send();
        }
        keptBack.add(statement);
    }

    boolean keepsSomething() {
        return !keptBack.isEmpty();
    }

    /** What has been kept back leaves now. */
    void send() throws SQLException {
        if (keepsSomething()) {
            sendBefore(null);
        }
    }

    /**
     * What has been kept back leaves now, before {@code last} and together with it.
     *
     * @return the open statement, whose next result is that of {@code last}; closed and null if there is no {@code last}
     */
    PreparedStatement sendBefore(Written last) throws SQLException {
        List<Written> all = new ArrayList<>(keptBack);
        int before = all.size();
        keptBack.clear();
        if (last != null) {
            all.add(last);
        }
        PreparedStatement together =
                connection.prepareStatement(all.stream().map(Written::sql).collect(Collectors.joining("\n;\n")));
        boolean stays = false;
        try {
            int parameters = 0;
            for (Written one : all) {
                parameters = one.setOn(together, parameters);
            }
            together.execute();
            for (Written one : all.subList(0, before)) {
                one.takeIn(together);
                together.getMoreResults();
            }
            stays = last != null;
            return stays ? together : null;
        } catch (SQLException e) {
            lost = e;
            throw e;
        } catch (NotOneRow e) {
            lost = new SQLException(e.getMessage(), e);
            throw e;
        } finally {
            if (!stays) {
                together.close();
            }
        }
    }

    /** The driver commits what is open then, and so it would what was not committed because something is lost. */
    private void endTransaction() throws SQLException {
        if (lost == null) {
            send();
        } else {
            keptBack.clear();
            lost = null;
            connection.rollback();
        }
    }

    /**
     * The driver knows then that no transaction is open any more, and sends no other COMMIT. Nor does it tell that PostgreSQL has rolled
     * back what it was to commit, because something failed that nobody took for a failure of what they had written.
     */
    private void commit() throws SQLException {
        if (lost != null) {
            throw new SQLException("Nothing can be committed after a statement that failed", lost.getSQLState(), lost);
        }
        if (keptBack.stream().anyMatch(Written::isOfOneRow)) {
            send();
        }
        if (keepsSomething() && !connection.getAutoCommit()) {
            PreparedStatement together = sendBefore(new Written("COMMIT"));
            together.close();
        }
    }
}
