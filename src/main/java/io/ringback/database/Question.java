package io.ringback.database;

import java.util.Map;
import org.springframework.jdbc.core.RowMapper;

/**
 * Something that the owner of a table asks, so that it can be asked together with another owner's question.
 *
 * @param sql one statement that returns rows
 * @param parameters of it, by name
 * @param rows makes something of each row
 */
public record Question<T>(String sql, Map<String, ?> parameters, RowMapper<T> rows) {

    public Question {
        parameters = Map.copyOf(parameters);
    }
}
