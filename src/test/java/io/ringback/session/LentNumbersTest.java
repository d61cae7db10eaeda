package io.ringback.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** To whom a number is lent, for how long, and how often it is good for something, on a real PostgreSQL. */
class LentNumbersTest {

    private static final JdbcClient JDBC = TestDatabase.fresh().jdbc();
    private static final Duration REST = Duration.ofDays(30);
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Grants grants =
            new Grants(JDBC, new SessionIdentifiers("a secret for tests of 32 characters"), clock);
    private final LentNumbers numbers = lending("+46101000000-+46101000001");
    private final UUID caseId = UUID.randomUUID();
    private final UUID reader = UUID.randomUUID();

    private LentNumbers lending(String... pool) {
        return new LentNumbers(JDBC, new DialableNumbers(List.of(pool), REST, false), clock);
    }

    @BeforeEach
    void aCase() {
        JDBC.sql("delete from lent_number").update();
        JDBC.sql("insert into person (id, name, language, time_zone) values (?, 'Bob', 'en', 'UTC')")
                .param(reader)
                .update();
        JDBC.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at)
                        values (?, '', '', 'VOICE', 'BUSY', now(), now(), 'OPENED', now())
                        """).param(caseId).update();
    }

    private UUID notified() {
        UUID message = UUID.randomUUID();
        JDBC.sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)
                        values (?, ?, 'NOTIFICATION', 'SMS', ?, ?, 'SENT', now())
                        """).params(message, caseId, reader, UUID.randomUUID()).update();
        grants.give(message, List.of(new Grant(Purpose.CONTACT, now.plus(HOUR))));
        return message;
    }

    @Test
    void aNumberLeadsToWhomItWasLent() {
        UUID message = notified();

        String number = numbers.lend(message, now.plus(HOUR)).orElseThrow();

        assertThat(number).isEqualTo("+46101000000");
        assertThat(numbers.of(message)).contains(number);
        assertThat(numbers.lentAs(number)).contains(new Lent(message, caseId, reader, false));
        assertThat(numbers.lentAs("+46101000001")).isEmpty();
        assertThat(numbers.lentAs("+46701740605")).isEmpty();
    }

    @Test
    void itIsGoodForOneCallAndNamedNoMore() {
        UUID message = notified();
        String number = numbers.lend(message, now.plus(HOUR)).orElseThrow();

        assertThat(numbers.use(message)).isTrue();
        assertThat(numbers.use(message)).isFalse();

        grants.reopen(caseId, Purpose.CONTACT, now.plus(HOUR));
        assertThat(numbers.use(message))
                .as("dead, although the link works again")
                .isFalse();
        assertThat(numbers.of(message)).isEmpty();
        assertThat(numbers.lentAs(number).orElseThrow().used()).isTrue();
    }

    @Test
    void ofManyCallsAtOnceOneHasIt() {
        UUID message = notified();
        numbers.lend(message, now.plus(HOUR));

        List<CompletableFuture<Boolean>> calls = IntStream.range(0, 8)
                .mapToObj(call -> CompletableFuture.supplyAsync(() -> numbers.use(message)))
                .toList();

        assertThat(calls.stream().filter(CompletableFuture::join)).hasSize(1);
    }

    @Test
    void whenAllAreLentAMessageHasNone() {
        assertThat(Set.of(
                        numbers.lend(notified(), now.plus(HOUR)).orElseThrow(),
                        numbers.lend(notified(), now.plus(HOUR)).orElseThrow()))
                .hasSize(2);
        UUID third = notified();

        assertThat(numbers.lend(third, now.plus(HOUR))).isEmpty();
        assertThat(numbers.of(third)).isEmpty();
        assertThat(lending("+46101000000-+46101000002").lend(third, now.plus(HOUR)))
                .as("one more in the setting")
                .contains("+46101000002");
    }

    @Test
    void whatWasLentBeforeTheTwoChangedRolesIsGoodForNothing() {
        UUID message = notified();
        String number = numbers.lend(message, now.plus(HOUR)).orElseThrow();
        JDBC.sql("update failed_call_case set turns = 1, turned_at = now() + interval '1 second' where id = ?")
                .param(caseId)
                .update();

        assertThat(numbers.lentAs(number).orElseThrow().used()).isTrue();
    }

    @Test
    void itRestsBeforeItIsLentAgainAlsoWhenItWasUsed() {
        LentNumbers one = lending("+46101000009");
        UUID first = notified();
        one.lend(first, now.plus(HOUR));
        one.use(first);

        now = now.plus(HOUR).plus(REST).minusSeconds(1);
        assertThat(one.lend(notified(), now.plus(HOUR))).isEmpty();

        now = now.plusSeconds(2);
        UUID second = notified();
        assertThat(one.lend(second, now.plus(HOUR))).contains("+46101000009");
        assertThat(one.lentAs("+46101000009")).contains(new Lent(second, caseId, reader, false));
        assertThat(one.of(first)).isEmpty();
    }

    @Test
    void aCaseThatWaitsForLongerKeepsItForLonger() {
        LentNumbers one = lending("+46101000008");
        one.lend(notified(), now.plus(HOUR));
        grants.extend(caseId, Purpose.CONTACT, now.plus(Duration.ofDays(60)));

        now = now.plus(Duration.ofDays(61));
        assertThat(one.lend(notified(), now.plus(HOUR)))
                .as("the first has just begun to rest")
                .isEmpty();

        now = now.plus(REST);
        assertThat(one.lend(notified(), now.plus(HOUR))).isPresent();
    }

    @Test
    void withoutNumbersNothingIsLent() {
        UUID message = notified();

        assertThat(lending().lend(message, now.plus(HOUR))).isEmpty();
        assertThat(JDBC.sql("select count(*) from lent_number")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "46101000000",
                "+0101000000",
                "+4610-100",
                "+46101000001-+46101000000",
                "+46101000000-+461010000001",
                "+46101000000-+46109000000",
                "0101000000",
                "x"
            })
    void numbersThatMakeNoSenseAreRefusedWithTheMend(String entry) {
        assertThatThrownBy(() -> new DialableNumbers(List.of(entry), REST, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.dialable.numbers")
                .hasMessageContaining("+46101000000-+46101000099");
    }

    @Test
    void aNumberIsNotLentAgainAtOnce() {
        assertThatThrownBy(() -> new DialableNumbers(List.of(), Duration.ZERO, false))
                .hasMessageContaining("ringback.dialable.rest");
    }
}
