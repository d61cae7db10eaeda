package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.AtOnce;
import io.ringback.CaseRows;
import io.ringback.TestDatabase;
import io.ringback.reach.DiallingProperties;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ConnectionCapsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final DataSource dataSource = DATABASE.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final CaseRows rows = new CaseRows(jdbc);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));

    private UUID anna;
    private UUID bob;
    private UUID carol;
    private UUID caseId;

    @BeforeEach
    void people() {
        DATABASE.clear();
        anna = rows.person("Anna");
        bob = rows.person("Bob");
        carol = rows.person("Carol");
        caseId = rows.openCase("CONNECTING");
    }

    private ConnectionCaps caps(int perPerson, int perPair, int simultaneous) {
        return new ConnectionCaps(
                jdbc,
                new DiallingProperties(
                        List.of(),
                        List.of(),
                        List.of(),
                        new DiallingProperties.Caps(perPerson, perPair, simultaneous, DAY)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Optional<String> claim(ConnectionCaps caps, UUID callee, UUID caller) {
        return transaction.execute(status -> caps.claim(callee, caller));
    }

    private void connected(UUID callee, UUID caller, Duration ago, boolean ended) {
        jdbc.sql("insert into connection (id, case_id, callee_id, caller_id, node, state, started_at, ended_at)"
                        + " values (?, ?, ?, ?, 'node', 'TALKING', ?, ?)")
                .params(
                        UUID.randomUUID(),
                        caseId,
                        callee,
                        caller,
                        Timestamp.from(NOW.minus(ago)),
                        ended ? Timestamp.from(NOW) : null)
                .update();
    }

    @Test
    void thereIsRoomForTheFirst() {
        assertThat(claim(caps(1, 1, 1), bob, anna)).isEmpty();
    }

    @Test
    void aPairIsConnectedSoOftenADay() {
        connected(bob, anna, Duration.ofHours(1), true);
        connected(bob, anna, DAY.plusSeconds(1), true);
        assertThat(claim(caps(9, 2, 9), bob, anna)).isEmpty();
        connected(bob, anna, Duration.ofHours(23), true);
        assertThat(claim(caps(9, 2, 9), bob, anna).orElseThrow())
                .contains("per-pair", "2")
                .doesNotContain(anna.toString(), bob.toString());
        assertThat(claim(caps(9, 2, 9), carol, anna)).as("another pair").isEmpty();
        assertThat(claim(caps(9, 2, 9), anna, bob)).as("the other way round").isEmpty();
    }

    @Test
    void aPersonIsCalledAndCallsSoOftenADay() {
        connected(bob, anna, Duration.ofHours(1), true);
        connected(anna, carol, Duration.ofHours(1), true);
        assertThat(claim(caps(2, 9, 9), bob, anna).orElseThrow()).contains("per-person");
        assertThat(claim(caps(2, 9, 9), anna, bob).orElseThrow()).contains("per-person");
        assertThat(claim(caps(2, 9, 9), carol, bob)).isEmpty();
    }

    @Test
    void soManyAreUnderWayAtOnce() {
        connected(bob, anna, Duration.ofHours(1), true);
        connected(bob, anna, Duration.ofMinutes(1), false);
        assertThat(claim(caps(9, 9, 2), carol, anna)).isEmpty();
        connected(carol, anna, Duration.ofDays(3), false);
        assertThat(claim(caps(9, 9, 2), carol, anna).orElseThrow()).contains("simultaneous");
    }

    @Test
    void twoWhoClaimInTheSameInstantDoNotBothGetTheLastPlace() throws Exception {
        ConnectionCaps caps = caps(99, 99, 1);
        Callable<Boolean> claimAndConnect = () -> transaction.execute(status -> {
            boolean room = caps.claim(bob, anna).isEmpty();
            if (room) {
                connected(bob, anna, Duration.ZERO, false);
            }
            return room;
        });

        assertThat(AtOnce.all(Collections.nCopies(4, claimAndConnect)))
                .filteredOn(room -> room)
                .hasSize(1);
    }

    @Test
    void aCapOfNothingIsRefused() {
        assertThatThrownBy(() -> caps(0, 1, 1)).hasMessageContaining("ringback.dialling.caps");
    }
}
