package io.ringback.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.ibatis.executor.BatchExecutor;
import org.apache.ibatis.executor.BatchExecutorException;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;

/**
 * Sends all that the engine writes at once as one prepared statement of several commands, so in one round trip; the batches that
 * MyBatis makes are one trip for each kind of statement. How many rows each command touched is read as usual, before the
 * transaction commits.
 */
final class OneTripExecutor extends BatchExecutor {

    /** Of one trip; PostgreSQL takes 65,535 parameters a command, and the texts are kept as prepared statements. */
    private static final int MOST_COMMANDS = 64;

    private static final Pattern TABLE =
            Pattern.compile("(?:insert\\s+into|update|delete\\s+from)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    private record Setting(Method method, Object[] arguments) {

        void replay(PreparedStatement on, int before) throws SQLException {
            Object[] shifted = arguments.clone();
            shifted[0] = (int) shifted[0] + before;
            try {
                method.invoke(on, shifted);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new SQLException(e);
            }
        }
    }

    private record Command(MappedStatement statement, String sql, Object of, List<Setting> settings) {

        int parameters() {
            return settings.stream()
                    .mapToInt(setting -> (int) setting.arguments()[0])
                    .max()
                    .orElse(0);
        }

        BatchResult result(int rows) {
            BatchResult result = new BatchResult(statement, sql, of);
            result.setUpdateCounts(new int[] {rows});
            return result;
        }
    }

    private final List<Command> waiting = new ArrayList<>();

    OneTripExecutor(Configuration configuration, Transaction transaction) {
        super(configuration, transaction);
    }

    @Override
    public int doUpdate(MappedStatement statement, Object of) throws SQLException {
        StatementHandler handler =
                configuration.newStatementHandler(this, statement, of, RowBounds.DEFAULT, null, null);
        List<Setting> settings = new ArrayList<>();
        handler.parameterize(recording(getConnection(statement.getStatementLog()), settings));
        waiting.add(new Command(statement, handler.getBoundSql().getSql(), of, settings));
        return BATCH_UPDATE_RETURN_VALUE;
    }

    /** What is written is taken down now, as the engine may change the entity later. */
    private static PreparedStatement recording(Connection connection, List<Setting> into) {
        return (PreparedStatement) Proxy.newProxyInstance(
                OneTripExecutor.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connection;
                    }
                    if (method.getName().startsWith("set") && arguments[0] instanceof Integer) {
                        into.add(new Setting(method, arguments));
                        return null;
                    }
                    throw new UnsupportedOperationException(method + " of a statement that is only taken down");
                });
    }

    @Override
    public List<BatchResult> doFlushStatements(boolean isRollback) throws SQLException {
        List<Command> commands = List.copyOf(waiting);
        waiting.clear();
        List<BatchResult> results = new ArrayList<>();
        if (!isRollback) {
            for (int from = 0; from < commands.size(); from += MOST_COMMANDS) {
                send(commands.subList(from, Math.min(from + MOST_COMMANDS, commands.size())), results);
            }
        }
        return results;
    }

    private void send(List<Command> commands, List<BatchResult> results) throws SQLException {
        String sql = commands.stream().map(Command::sql).collect(Collectors.joining(";\n"));
        Connection connection = getConnection(commands.get(0).statement().getStatementLog());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int before = 0;
            for (Command command : commands) {
                for (Setting setting : command.settings()) {
                    setting.replay(statement, before);
                }
                before += command.parameters();
            }
            statement.execute();
            for (Command command : commands) {
                results.add(command.result(statement.getUpdateCount()));
                statement.getMoreResults();
            }
        } catch (SQLException e) {
            throw failed(commands, results, e);
        }
    }

    /** The transaction is lost; what the engine makes of it depends on which command failed. */
    private static BatchExecutorException failed(
            List<Command> commands, List<BatchResult> results, SQLException failure) {
        int failed = firstNamed(failure.getMessage(), commands);
        commands.subList(0, failed).forEach(command -> results.add(command.result(1)));
        int[] rows = new int[] {Statement.EXECUTE_FAILED};
        BatchUpdateException cause = new BatchUpdateException(
                failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), rows, failure);
        cause.setNextException(failure);
        Command command = commands.get(failed);
        return new BatchExecutorException(
                command.statement().getId() + " and what was written with it failed: " + failure.getMessage(),
                cause,
                results,
                command.result(Statement.EXECUTE_FAILED));
    }

    /** PostgreSQL names the table when a reference to it, or from it, is violated. */
    private static int firstNamed(String message, List<Command> commands) {
        for (int i = 0; i < commands.size(); i++) {
            Matcher table = TABLE.matcher(commands.get(i).sql());
            if (table.find() && message.contains(table.group(1).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return 0;
    }
}
