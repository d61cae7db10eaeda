package io.ringback.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.TestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept back leaves in its order, whole, and before anybody could miss it. */
class PatientConnectionTest {

    private static final TestDatabase DATABASE = TestDatabase.empty();
    private static final String INSERT = Unhurried.write("insert into line (nr, text, at) values (?, ?, ?)");

    private final DataSource patient = new PatientConnections(DATABASE.dataSource());
    private final JdbcClient jdbc = JdbcClient.create(patient);
    private final JdbcTemplate template = new JdbcTemplate(patient);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(patient);
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);

    @BeforeAll
    static void aTable() {
        DATABASE.jdbc()
                .sql("create table line (nr int primary key check (nr > 0), text text, at timestamptz)")
                .update();
    }

    @BeforeEach
    void nothingInIt() {
        DATABASE.jdbc().sql("delete from line").update();
    }

    private void keep(int nr, String text) {
        int told =
                jdbc.sql(INSERT).params(nr, text, Timestamp.from(Instant.EPOCH)).update();
        assertThat(told).isOne();
    }

    private static List<String> committed() {
        return DATABASE.jdbc()
                .sql("select nr || coalesce(text, '') from line order by nr")
                .query(String.class)
                .list();
    }

    private List<Integer> seen() {
        return jdbc.sql("select nr from line where nr > ? order by nr")
                .param(0)
                .query(Integer.class)
                .list();
    }

    @Test
    void whoeverReadsNextSeesIt() {
        transaction.executeWithoutResult(status -> {
            keep(1, "a");
            keep(2, null);
            assertThat(seen()).containsExactly(1, 2);
            keep(3, "c");
            assertThat(jdbc.sql("update line set text = 'x' where nr >= ?")
                            .param(2)
                            .update())
                    .isEqualTo(2);
        });

        assertThat(committed()).containsExactly("1a", "2x", "3x");
    }

    @Test
    void itLeavesWithTheCommitAtTheLatest() {
        transaction.executeWithoutResult(status -> {
            keep(1, "a");
            assertThat(committed()).isEmpty();
        });

        assertThat(committed()).containsExactly("1a");
    }

    @Test
    void ofATransactionThatIsRolledBackItNeverLeaves() {
        transaction.executeWithoutResult(status -> {
            keep(1, "a");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> assertThat(seen()).isEmpty());

        assertThat(committed()).isEmpty();
    }

    private void keepOne(int nr) {
        Unhurried.oneRow(jdbc.sql(
                        Unhurried.writeOne(
                                "insert into line (nr) select i from generate_series(1, 9) i where i = ? on conflict do nothing"))
                .param(nr));
    }

    @Test
    void oneRowThatIsWrittenIsAsAnyOther() {
        transaction.executeWithoutResult(status -> {
            keepOne(1);
            keep(2, "b");
            assertThat(seen()).containsExactly(1, 2);
            keepOne(3);
        });

        assertThat(committed()).containsExactly("1", "2b", "3");
    }

    @Test
    void oneRowThatIsNotWrittenEndsTheTransaction() {
        keepAndCommit(1);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    keepOne(1);
                    keep(2, "b");
                    seen();
                }))
                .matches(NotOneRow::isBehind);
        assertThatThrownBy(() -> keepAndCommit(1)).matches(NotOneRow::isBehind);
        assertThatThrownBy(() -> keepAndCommit(10)).matches(NotOneRow::isBehind);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    keepOne(1);
                    try {
                        seen();
                    } catch (NotOneRow e) {
                        keep(3, "taken for their own");
                    }
                }))
                .matches(NotOneRow::isBehind);
        assertThat(committed()).containsExactly("1");
    }

    private void keepAndCommit(int nr) {
        transaction.executeWithoutResult(status -> keepOne(nr));
    }

    @Test
    void ifItFailsTheNextStatementDoes() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    keep(1, "a");
                    keep(-1, "refused");
                    seen();
                }))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("line_nr_check");

        assertThat(committed()).isEmpty();
    }

    @Test
    void ifItFailsNothingIsCommitted() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("insert into line (nr) values (7)").update();
                    keep(-1, "refused");
                    keep(2, "b");
                }))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("line_nr_check");

        assertThat(committed()).isEmpty();
        transaction.executeWithoutResult(status -> keep(3, "c"));
        assertThat(committed()).containsExactly("3c");
    }

    @Test
    void whoeverTakesItsFailureForTheirOwnCommitsNothingInSilence() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    keep(1, "a");
                    keep(-1, "refused");
                    assertThatThrownBy(this::seen).isInstanceOf(DataIntegrityViolationException.class);
                }))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasStackTraceContaining("line_nr_check");

        assertThat(committed()).isEmpty();
        transaction.executeWithoutResult(status -> keep(3, "c"));
        assertThat(committed()).containsExactly("3c");
    }

    @Test
    void withoutATransactionItLeavesAtOnce() {
        keep(1, "a");

        assertThat(committed()).containsExactly("1a");
    }

    @Test
    void whatCannotBeJoinedComesAfterIt() {
        transaction.executeWithoutResult(status -> {
            keep(1, "a");
            template.batchUpdate(
                    "update line set text = text || ? where nr = 1", List.of(new Object[] {"b"}, new Object[] {"c"}));
            keep(2, "d");
            template.execute("update line set text = text || 'e' where nr = 2");
        });

        assertThat(committed()).containsExactly("1abc", "2de");
    }

    @Test
    void whatIsRolledBackToASavepointTakesOnlyWhatCameAfterIt() {
        TransactionTemplate nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        transaction.executeWithoutResult(status -> {
            keep(1, "a");
            nested.executeWithoutResult(inner -> {
                keep(2, "b");
                inner.setRollbackOnly();
            });
            keep(3, "c");
        });

        assertThat(committed()).containsExactly("1a", "3c");
    }

    @Test
    void anyNumberIsKeptBack() {
        transaction.executeWithoutResult(status -> IntStream.rangeClosed(1, 100).forEach(nr -> keep(nr, null)));

        assertThat(committed()).hasSize(100);
    }

    @Test
    void twoQuestionsTogetherHaveTheirOwnAnswers() {
        Together together = new Together(template);
        Question<Integer> numbers = new Question<>(
                "select nr from line where nr > :least order by nr",
                Map.of("least", 1),
                (row, number) -> row.getInt(1));
        Question<String> texts = new Question<>(
                "update line set text = text || :more where nr = 1 returning text",
                Map.of("more", "z"),
                (row, number) -> row.getString(1));

        transaction.executeWithoutResult(status -> {
            keep(1, "a");
            keep(2, "b");
            keep(3, "c");
            assertThat(together.ask(numbers, texts)).isEqualTo(new Together.Both<>(List.of(2, 3), List.of("az")));
        });

        assertThat(together.ask(numbers, texts).second()).containsExactly("azz");
    }
}
