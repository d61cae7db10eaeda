package io.ringback.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Asks what is to be known once a transaction is committed, in the trip that commits it. The answer is that of the transaction: what it has
 * written, and what others had committed by then.
 */
@Component
public class WithCommit {

    private static final Logger LOG = LoggerFactory.getLogger(WithCommit.class);

    private final NamedParameterJdbcTemplate jdbc;

    WithCommit(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    }

    /**
     * Asks without waiting; at once where the connection keeps nothing back. Whoever asks can do without: rows that cannot be read are no
     * reason to take what is committed for lost.
     *
     * @param answered is given the rows once they are there, which is before anybody is told of the commit; never if the transaction is
     *     rolled back before, or the rows cannot be read
     */
    public <T> void ask(Question<T> question, Consumer<List<T>> answered) {
        jdbc.execute(question.sql(), question.parameters(), statement -> {
            if (statement.isWrapperFor(KeptQuestion.class)) {
                statement.unwrap(KeptQuestion.class).keepFor(result -> read(result, question, answered));
            } else {
                read(statement.executeQuery(), question, answered);
            }
            return null;
        });
    }

    private static <T> void read(ResultSet result, Question<T> question, Consumer<List<T>> answered) {
        List<T> rows = new ArrayList<>();
        try {
            while (result.next()) {
                rows.add(question.rows().mapRow(result, rows.size()));
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("What was asked with a commit cannot be read: {}", e.toString());
            return;
        }
        answered.accept(rows);
    }
}
