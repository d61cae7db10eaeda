package io.ringback.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.AtOnce;
import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two who act at the same time, and those who have no right to act at all. */
class UsedOnceTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EXPIRY = NOW.plus(Duration.ofHours(1));
    private static final SessionIdentifiers SESSIONS = new SessionIdentifiers("0123456789abcdef0123456789abcdef");

    private final DataSource dataSource = DATABASE.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final Grants grants = at(NOW);

    private UUID question;
    private SessionIdentifier answering;

    @BeforeEach
    void aQuestionIsOut() {
        DATABASE.clear();
        PeopleAndCases rows = new PeopleAndCases(DATABASE);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        Person bob = rows.person("Bob", PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com"));
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        question = rows.sent(running, MessageKind.QUESTION, anna, anna.devices().get(0))
                .id();
        answering = SESSIONS.derive(question, Purpose.ANSWER);
        grants.give(question, List.of(new Grant(Purpose.ANSWER, EXPIRY), new Grant(Purpose.UNSUBSCRIBE, EXPIRY)));
    }

    @Test
    void ofTwoWhoUseItAtTheSameTimeOneMayAct() throws Exception {
        Callable<Boolean> somebody = () -> transaction.execute(status -> grants.use(answering, Purpose.ANSWER));

        assertThat(AtOnce.all(List.of(somebody, somebody))).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aUseThatIsRolledBackWasNone() {
        transaction.executeWithoutResult(status -> {
            assertThat(grants.use(answering, Purpose.ANSWER)).isTrue();
            status.setRollbackOnly();
        });

        assertThat(grants.use(answering, Purpose.ANSWER)).isTrue();
    }

    @Test
    void fromItsExpiryOnItActsNoMore() {
        assertThat(at(EXPIRY).use(answering, Purpose.ANSWER)).isFalse();
        assertThat(at(EXPIRY.minusMillis(1)).use(answering, Purpose.ANSWER)).isTrue();
    }

    @Test
    void anIdentifierThatWasNeverGivenOrIsOfAnotherSecretActsOnNothing() {
        SessionIdentifier neverGiven = SESSIONS.derive(question, Purpose.WITHDRAW);
        SessionIdentifier forged =
                new SessionIdentifiers("fedcba9876543210fedcba9876543210").derive(question, Purpose.ANSWER);

        assertThat(grants.use(neverGiven, Purpose.WITHDRAW)).isFalse();
        assertThat(grants.use(forged, Purpose.ANSWER)).isFalse();
    }

    @Test
    void nobodyCanActByWhatTheDatabaseHolds() {
        List<byte[]> stored = jdbc.sql("select hash from session_identifier")
                .query(byte[].class)
                .list();

        assertThat(stored)
                .hasSize(2)
                .map(hash -> new SessionIdentifier(Arrays.copyOf(hash, SessionIdentifier.LENGTH)))
                .noneMatch(stolen -> grants.use(stolen, Purpose.ANSWER));
    }

    private Grants at(Instant now) {
        return new Grants(jdbc, SESSIONS, Clock.fixed(now, ZoneOffset.UTC));
    }
}
