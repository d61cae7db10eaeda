package io.ringback.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Asks the database two questions in one trip. The second sees what was committed while the first waited for a lock. */
@Component
public class Together {

    /**
     * What was answered.
     *
     * @param first to the first question
     * @param second to the second
     */
    public record Both<A, B>(List<A> first, List<B> second) {}

    private final NamedParameterJdbcTemplate jdbc;

    Together(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    }

    /**
     * Asks both. What is called the same in both is the same. No parameter is to be null or a time, as the driver sends a question
     * whose parameters' types it does not know in a trip of its own.
     */
    public <A, B> Both<A, B> ask(Question<A> first, Question<B> second) {
        Map<String, Object> parameters = new HashMap<>(first.parameters());
        parameters.putAll(second.parameters());
        return jdbc.execute(first.sql() + "\n;\n" + second.sql(), parameters, statement -> {
            statement.execute();
            List<A> answer = rows(statement, first.rows());
            statement.getMoreResults();
            return new Both<>(answer, rows(statement, second.rows()));
        });
    }

    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                rows.add(mapper.mapRow(result, rows.size()));
            }
        }
        return rows;
    }
}
