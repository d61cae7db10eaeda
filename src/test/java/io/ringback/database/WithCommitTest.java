package io.ringback.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is asked with a commit is answered by it, and a commit does not depend on the answer. */
class WithCommitTest {

    private static final TestDatabase DATABASE = TestDatabase.empty();

    private final DataSource patient = new PatientConnections(DATABASE.dataSource());
    private final JdbcClient jdbc = JdbcClient.create(patient);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(patient));
    private final WithCommit withCommit = new WithCommit(new JdbcTemplate(patient));
    private final List<Integer> answer = new ArrayList<>();

    @BeforeAll
    static void aTable() {
        DATABASE.jdbc()
                .sql("create table line (nr int primary key check (nr > 0))")
                .update();
    }

    @BeforeEach
    void nothingInIt() {
        DATABASE.jdbc().sql("delete from line").update();
    }

    private void keep(int nr) {
        jdbc.sql(Unhurried.write("insert into line (nr) values (?)")).param(nr).update();
    }

    private void ask() {
        ask((row, number) -> row.getInt(1));
    }

    private void ask(RowMapper<Integer> rows) {
        withCommit.ask(
                new Question<>("select nr from line where nr > :least order by nr", Map.of("least", 1), rows),
                answer::addAll);
    }

    private static List<Integer> committed() {
        return DATABASE.jdbc()
                .sql("select nr from line order by nr")
                .query(Integer.class)
                .list();
    }

    @Test
    void whoeverIsToldOfTheCommitHasTheAnswer() {
        List<Integer> told = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            keep(1);
            keep(2);
            ask();
            keep(3);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    told.addAll(answer);
                }
            });
            assertThat(answer).isEmpty();
        });

        assertThat(told).as("what had been written before it was asked").containsExactly(2);
        assertThat(committed()).containsExactly(1, 2, 3);
    }

    @Test
    void whoeverReadsBeforeTheCommitHasTheirOwnAnswer() {
        transaction.executeWithoutResult(status -> {
            keep(2);
            ask();
            assertThat(jdbc.sql("select 7").query(Integer.class).single()).isEqualTo(7);
        });

        assertThat(answer).containsExactly(2);
    }

    @Test
    void ifThereIsNothingElseToSayItIsAskedAllTheSame() {
        DATABASE.jdbc().sql("insert into line values (5)").update();

        transaction.executeWithoutResult(status -> ask());

        assertThat(answer).containsExactly(5);
    }

    @Test
    void moreIsAskedThanGoesTogether() {
        transaction.executeWithoutResult(status -> {
            keep(2);
            IntStream.range(0, 20).forEach(one -> ask());
        });

        assertThat(answer).hasSize(20).containsOnly(2);
    }

    @Test
    void whatIsRolledBackAnswersNothing() {
        transaction.executeWithoutResult(status -> {
            keep(2);
            ask();
            status.setRollbackOnly();
        });
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    keep(-1);
                    ask();
                }))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(answer).isEmpty();
        assertThat(committed()).isEmpty();
    }

    @Test
    void anAnswerThatCannotBeReadLeavesTheCommitAsItIs() {
        transaction.executeWithoutResult(status -> {
            keep(2);
            ask((row, number) -> {
                throw new IllegalStateException("no such key");
            });
            ask((row, number) -> {
                throw new SQLException("no such column");
            });
        });

        assertThat(answer).isEmpty();
        assertThat(committed()).containsExactly(2);
    }

    @Test
    void withoutATransactionItIsAskedAtOnce() {
        DATABASE.jdbc().sql("insert into line values (5)").update();

        ask();

        assertThat(answer).containsExactly(5);
    }
}
