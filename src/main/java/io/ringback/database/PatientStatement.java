package io.ringback.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/** A prepared statement of a {@link PatientConnection}: kept back itself, or taking along what was. */
final class PatientStatement implements InvocationHandler {

    /** What tells of the result of the last execution, and closes it. */
    private static final Set<String> OF_THE_RESULT =
            Set.of("getResultSet", "getUpdateCount", "getLargeUpdateCount", "getMoreResults", "getWarnings");

    private final PreparedStatement plain;
    private final Written written;
    private final boolean alone;
    private final PatientConnection connection;
    private final Connection shown;
    private PreparedStatement together;

    private PatientStatement(
            PreparedStatement plain, Written written, boolean alone, PatientConnection connection, Connection shown) {
        this.plain = plain;
        this.written = written;
        this.alone = alone;
        this.connection = connection;
        this.shown = shown;
    }

    /**
     * @param alone whether it cannot be a part of another statement
     * @param shown what it says is its connection
     */
    static PreparedStatement around(
            PreparedStatement plain, Written written, boolean alone, PatientConnection connection, Connection shown) {
        return (PreparedStatement) Proxy.newProxyInstance(
                PatientStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class, KeptQuestion.class},
                new PatientStatement(plain, written, alone, connection, shown));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
        String name = method.getName();
        boolean ofParameter = arguments != null && arguments.length > 1 && arguments[0] instanceof Integer;
        if (name.startsWith("set") && ofParameter) {
            written.note(method, arguments);
        } else if (name.equals("clearParameters") || name.equals("addBatch")) {
            written.forgetParameters();
        } else if (name.equals("isWrapperFor") && arguments[0] == KeptQuestion.class) {
            return !alone;
        } else if (name.equals("unwrap") && arguments[0] == KeptQuestion.class) {
            return proxy;
        } else if (name.equals("keepFor")) {
            Written question = new Written(written.sql(), (KeptQuestion.Reader) arguments[0]);
            question.takeParametersOf(written);
            connection.keep(question);
            return null;
        } else if (name.startsWith("execute")) {
            return execute(method, arguments);
        } else if (together != null && OF_THE_RESULT.contains(name)) {
            return Written.call(method, together, arguments);
        } else if (name.equals("close")) {
            forgetResult();
        } else if (name.equals("getConnection")) {
            return shown;
        } else if (name.equals("equals")) {
            return proxy == arguments[0];
        } else if (name.equals("hashCode")) {
            return System.identityHashCode(proxy);
        }
        return Written.call(method, plain, arguments);
    }

    private Object execute(Method method, Object[] arguments) throws SQLException {
        forgetResult();
        boolean plainly = arguments == null || arguments.length == 0;
        boolean updates = method.getName().equals("executeUpdate");
        Written kept = plainly && updates && !alone ? Unhurried.unmarked(written.sql()) : null;
        if (kept != null) {
            kept.takeParametersOf(written);
            connection.keep(kept);
            return 1;
        }
        boolean joins = plainly
                && !alone
                && (updates || Set.of("execute", "executeQuery").contains(method.getName()));
        if (!joins || !connection.keepsSomething()) {
            connection.send();
            return Written.call(method, plain, arguments);
        }
        together = connection.sendBefore(written);
        ResultSet rows = together.getResultSet();
        return switch (method.getName()) {
            case "execute" -> rows != null;
            case "executeQuery" -> rows;
            default -> together.getUpdateCount();
        };
    }

    private void forgetResult() throws SQLException {
        if (together != null) {
            together.close();
            together = null;
        }
    }
}
