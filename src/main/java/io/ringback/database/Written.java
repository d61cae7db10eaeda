package io.ringback.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement with its parameters, taken down as they are set. */
final class Written {

    private record Parameter(Method method, Object[] arguments) {}

    private final String sql;
    private final boolean ofOneRow;
    private final KeptQuestion.Reader reader;
    private final List<Parameter> parameters = new ArrayList<>();

    Written(String sql) {
        this(sql, false, null);
    }

    /** @param ofOneRow whether it must write one row */
    Written(String sql, boolean ofOneRow) {
        this(sql, ofOneRow, null);
    }

    /** @param reader is given its answer */
    Written(String sql, KeptQuestion.Reader reader) {
        this(sql, false, reader);
    }

    private Written(String sql, boolean ofOneRow, KeptQuestion.Reader reader) {
        this.sql = sql;
        this.ofOneRow = ofOneRow;
        this.reader = reader;
    }

    String sql() {
        return sql;
    }

    boolean isOfOneRow() {
        return ofOneRow;
    }

    /**
     * Takes in what came of it.
     *
     * @param together stands at its result
     * @throws NotOneRow if it has written another number of rows than it must
     */
    void takeIn(PreparedStatement together) throws SQLException {
        if (ofOneRow && together.getUpdateCount() != 1) {
            throw new NotOneRow(sql);
        }
        if (reader != null) {
            reader.read(together.getResultSet());
        }
    }

    /** A parameter is set by this call, whose first argument is its number. */
    void note(Method method, Object[] arguments) {
        parameters.add(new Parameter(method, arguments.clone()));
    }

    /** The same parameters as {@code other} has now. */
    void takeParametersOf(Written other) {
        parameters.addAll(other.parameters);
    }

    void forgetParameters() {
        parameters.clear();
    }

    /**
     * Sets the same parameters on {@code all}, a statement of which this one is a part.
     *
     * @param before how many parameters those have that stand before it
     * @return how many there are with these
     */
    int setOn(PreparedStatement all, int before) throws SQLException {
        int last = before;
        for (Parameter parameter : parameters) {
            Object[] shifted = parameter.arguments().clone();
            shifted[0] = (int) shifted[0] + before;
            last = Math.max(last, (int) shifted[0]);
            call(parameter.method(), all, shifted);
        }
        return last;
    }

    /** Calls a method of JDBC, and throws what it throws. */
    static Object call(Method method, Object on, Object[] arguments) throws SQLException {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("JDBC's interfaces are public", e);
        }
    }
}
