package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;

/** What a database that refuses is taken for, and for how long a person is told. */
class DatabaseErrorsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final DatabaseErrors errors = new DatabaseErrors(nanos::get);

    @ParameterizedTest
    @CsvSource({
        "53100, its disk is full",
        "53200, out of memory",
        "53300, max_connections",
        "55P03, pg_locks",
        "57014, longer than it may",
        "25006, read-only"
    })
    void whatAPersonCanMendIsSaidForAMinute(String sqlState, String advice) {
        assertThat(errors.translate("insert", null, refused(sqlState))).isNotNull();

        assertThat(errors.lately()).hasValueSatisfying(said -> assertThat(said).contains(sqlState, advice));
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(errors.lately()).isEmpty();
    }

    @Test
    void whatIsNobodysTroubleIsNotSaid() {
        assertThat(errors.translate("insert", null, refused("23505")))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(errors.lately()).isEmpty();
    }

    @Test
    void whatMayGoWellLaterIsToBeTriedAgain() {
        assertThat(errors.translate("insert", null, refused("55P03"))).isInstanceOf(TransientDataAccessException.class);
        assertThat(errors.translate("insert", null, refused("53100")))
                .isInstanceOf(DataAccessResourceFailureException.class);
    }

    private static SQLException refused(String sqlState) {
        return new SQLException("refused", sqlState);
    }
}
