package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.DeliveryReport.Accepted;
import io.ringback.delivery.DeliveryReport.Failed;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The way out: a row, the dispatcher, a route, and a report of how it ended. */
@BesideOthers
class DispatcherTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    /** As what ends before anything leaves needs none. */
    private static final Claim.Picked NO_PICK = new Claim.Picked("none", "none", 0, 0);

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<UUID> left = new CopyOnWriteArrayList<>();
    private final AtomicInteger errors = new AtomicInteger();
    private final List<Exception> troubles = new CopyOnWriteArrayList<>();
    private final List<DeliveryReport> reports = new CopyOnWriteArrayList<>();

    private PeopleAndCases rows;
    private RunningCase running;
    private Person bob;
    private Device mail;
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        rows = new PeopleAndCases(DATABASE);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        mail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");
        bob = rows.person("Bob", mail);
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        spine = node();
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void whatIsWrittenInATransactionThatIsRolledBackNeverLeaves() {
        OutboundMessage never = notification();
        OutboundMessage leaves = notification();

        spine.inTransactionRolledBack(() -> write(never));
        spine.inTransaction(() -> write(leaves));

        await().until(() -> !reports.isEmpty());
        assertThat(left).containsExactly(leaves.id());
        assertThat(spine.the(SentMessages.class).find(never.id())).isEmpty();
    }

    @Test
    void theServersNamesForAMessageAreReportedWithIt() {
        OutboundMessage message = notification();

        spine.inTransaction(() -> write(message));

        await().until(() -> !reports.isEmpty());
        assertThat(reports).containsExactly(new Accepted(message, List.of("server-" + message.id()), true, true));
    }

    @Test
    void eachMessageIsClaimedByOneOfTwoNodes() {
        List<OutboundMessage> messages =
                Stream.generate(this::notification).limit(30).toList();
        try (Spine other = node()) {
            spine.inTransaction(() -> messages.forEach(this::write));
            other.inTransaction(() -> other.the(Outbox.class).write(notification(), List.of()));

            await().until(() -> reports.size() > messages.size());
        }
        assertThat(left).hasSize(31).doesNotHaveDuplicates();
        assertThat(reports).hasSize(31);
    }

    @Test
    void aMessageThatIsNotTakenIsTriedAgainAndReportedOnceItIs() {
        troubles.add(new IOException("connection refused"));
        troubles.add(new IOException("connection refused"));
        OutboundMessage message = notification();

        spine.inTransaction(() -> write(message));

        await().until(() -> !reports.isEmpty());
        assertThat(troubles).isEmpty();
        assertThat(reports).singleElement().isInstanceOf(Accepted.class);
        assertThat(left).containsExactly(message.id());
    }

    @Test
    void aMessageAtWhichSomethingBreaksGivesItsPlaceAtTheServerBack() {
        troubles.add(new IOException("connection refused"));
        errors.set(1);
        OutboundMessage message = notification();

        spine.inTransaction(() -> write(message));

        await().until(() -> !reports.isEmpty());
        assertThat(left).containsExactly(message.id());
        assertThat(spine.the(Servers.class).silentFor(Duration.ZERO)).isEmpty();
    }

    @Test
    void aMessageThatWillNeverBeTakenIsReportedOnceAndNotTriedAgain() {
        troubles.add(new CannotBeDelivered("There is no such mailbox."));
        OutboundMessage message = notification();

        spine.inTransaction(() -> write(message));

        await().until(() -> !reports.isEmpty() && agenda() == 0);
        assertThat(reports).containsExactly(new Failed(message, "There is no such mailbox."));
        assertThat(left).isEmpty();
    }

    @Test
    void aConnectionThatWasTriedInVainForTooLongIsGivenUp() {
        OutboundMessage connection = new OutboundMessage(
                UUID.randomUUID(), running.id(), MessageKind.CONNECTION, Medium.VOICE, bob.id(), mail.id());
        Instant longGone = Instant.now().minus(Duration.ofHours(1));

        spine.inTransaction(() ->
                spine.the(Outbox.class).write(connection, List.of(), MessageTurn.uncapped(Optional.of(longGone))));

        await().until(() -> !reports.isEmpty());
        assertThat(reports).containsExactly(new Failed(connection, "The switch could not be told in time."));
    }

    @Test
    void whatWaitsForACaseThatEndsDoesNotLeave() {
        OutboundMessage held = held();

        spine.inTransaction(() -> spine.the(Outbox.class).cancel(running.id()));

        assertThat(spine.the(Dispatcher.class).deliver(held.id(), NO_PICK)).isEmpty();
        assertThat(left).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void aPersonWhoHasSaidStopSinceIsNotWrittenTo() {
        OutboundMessage held = held();
        jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, 'voice', now())")
                .param(DATABASE.addresses().hash(mail.address().uri()))
                .update();

        assertThat(spine.the(Dispatcher.class).deliver(held.id(), NO_PICK)).isEmpty();

        assertThat(left).isEmpty();
        assertThat(reports).containsExactly(new Failed(held, "The person wants no messages any more."));
    }

    @Test
    void aMessageThatWasTakenIsNotSentAgain() {
        OutboundMessage sent = rows.sent(running, MessageKind.NOTIFICATION, bob, mail);

        assertThat(spine.the(Dispatcher.class).deliver(sent.id(), NO_PICK)).isEmpty();

        assertThat(left).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void whatANodeOfAnOlderVersionPutOnTheAgendaLeavesToo() {
        OutboundMessage message = held();
        jdbc.sql("update outbound_message set held_until = null").update();
        jdbc.sql("update scheduled_tasks set task_name = 'deliver', execution_time = now()")
                .update();

        await().until(() -> !reports.isEmpty());
        assertThat(left).containsExactly(message.id());
    }

    @Test
    void whatAnotherNodeHasTakenOverIsNotSentByTheOneThatHadIt() {
        OutboundMessage message = held();

        assertThat(spine.the(Dispatcher.class).deliver(message.id(), NO_PICK)).isEmpty();

        assertThat(left).isEmpty();
        assertThat(reports).isEmpty();
        assertThat(agenda()).as("the delivery of the other").isEqualTo(1);
    }

    @Test
    void whatCannotBeAnsweredAnyMoreIsNotSentAndTheJournalSaysSo() {
        OutboundMessage over = notification().until(Instant.now().minus(Duration.ofSeconds(1)));
        OutboundMessage inTime = notification().until(Instant.now().plus(Duration.ofDays(1)));

        spine.inTransaction(() -> {
            write(over);
            write(inTime);
        });

        await().until(() -> !reports.isEmpty() && expired() == 1 && agenda() == 0);
        assertThat(left).containsExactly(inTime.id());
        assertThat(jdbc.sql("select state from outbound_message where id = ?")
                        .param(over.id())
                        .query(String.class)
                        .single())
                .isEqualTo("CANCELLED");
        assertThat(reports)
                .as("the case hears it from its own timer")
                .singleElement()
                .isInstanceOf(Accepted.class);
    }

    private long expired() {
        return jdbc.sql("select count(*) from journal where step = 'NOTIFICATION' and result = 'EXPIRED'")
                .query(Long.class)
                .single();
    }

    @Test
    void ofWhatADeadNodeHadInHandOnlyWhatWasLeavingMayArriveTwice() {
        OutboundMessage message = held();

        spine.the(WaitingMessages.class).takeOver(message.id());
        assertThat(answersLost()).isZero();

        jdbc.sql("update outbound_message set leaving = true").update();
        spine.the(WaitingMessages.class).takeOver(message.id());
        spine.the(WaitingMessages.class).takeOver(message.id());
        assertThat(answersLost()).isEqualTo(1);
    }

    @Test
    void anAnswerIsNotLostOfWhatHadNotLeft() {
        Departure onItsWay = new Departure(() -> true);
        Failures failures = new Failures(List.of(new Failure.Reader() {
            @Override
            public Medium medium() {
                return Medium.EMAIL;
            }

            @Override
            public Failure read(Throwable thrown) {
                return new Failure.AnswerLost("the connection was lost");
            }
        }));
        Exception lost = new IOException("connection reset");

        assertThat(failures.read(notification(), lost, onItsWay))
                .isEqualTo(new Failure.NotTaken("the connection was lost"));
        onItsWay.now();
        assertThat(failures.read(notification(), lost, onItsWay))
                .isEqualTo(new Failure.AnswerLost("the connection was lost"));
    }

    private long answersLost() {
        return jdbc.sql("select count(*) from journal where result = 'ANSWER_LOST'")
                .query(Long.class)
                .single();
    }

    private OutboundMessage notification() {
        return new OutboundMessage(
                UUID.randomUUID(), running.id(), MessageKind.NOTIFICATION, Medium.EMAIL, bob.id(), mail.id());
    }

    private OutboundMessage held() {
        OutboundMessage message = notification();
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        spine.inTransaction(
                () -> spine.the(Outbox.class).write(message, List.of(), MessageTurn.uncapped(Optional.of(tomorrow))));
        return message;
    }

    private void write(OutboundMessage message) {
        spine.the(Outbox.class).write(message, List.of());
    }

    private long agenda() {
        return jdbc.sql("select count(*) from scheduled_tasks")
                .query(Long.class)
                .single();
    }

    private Spine node() {
        return Spine.from(
                "delivery",
                DATABASE,
                composer(),
                mailServer(),
                reader(),
                new ProcessOnPaper(),
                (DeliveryReport.Listener) this::note);
    }

    private void note(DeliveryReport report) {
        SentMessages messages = spine.the(SentMessages.class);
        boolean news = report instanceof Failed failed
                ? messages.markFailed(failed.message().id(), failed.problem())
                : messages.markSent(report.message().id()).news();
        assertThat(news).isTrue();
        reports.add(report);
    }

    private RouteBuilder mailServer() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:send-email").process(exchange -> {
                    if (!troubles.isEmpty()) {
                        throw troubles.remove(0);
                    }
                    String id = exchange.getMessage().getHeader("messageId", String.class);
                    left.add(UUID.fromString(id));
                    exchange.getMessage().setHeader("providerIds", "server-" + id);
                    exchange.getMessage().setHeader("reportFollows", true);
                });
            }
        };
    }

    private Failure.Reader reader() {
        return new Failure.Reader() {
            @Override
            public Medium medium() {
                return Medium.EMAIL;
            }

            @Override
            public Failure read(Throwable thrown) {
                if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new NoClassDefFoundError("io/ringback/NoSuchClass");
                }
                return new Failure.NotTaken(thrown.getClass().getSimpleName());
            }
        };
    }

    private static Composer composer() {
        return new Composer() {
            @Override
            public Medium medium() {
                return Medium.EMAIL;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                return new Parcel("a letter", Map.of());
            }
        };
    }
}
