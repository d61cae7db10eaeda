package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.agenda.ThisNode;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What has just been written leaves past the agenda; whatever happens to its node, it leaves, and twice only with a note. */
@BesideOthers
class HandOverTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Duration HEARTBEAT = Duration.ofMillis(200);
    private static final int PLACES = 16;

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<UUID> left = new CopyOnWriteArrayList<>();
    private final List<DeliveryReport> reports = new CopyOnWriteArrayList<>();
    private final List<Exception> troubles = new CopyOnWriteArrayList<>();

    /** Holds up those who write letters. */
    private volatile CountDownLatch ink = new CountDownLatch(0);

    private RunningCase running;
    private Person bob;
    private Device mail;
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        jdbc.sql("delete from living_node").update();
        PeopleAndCases rows = new PeopleAndCases(DATABASE);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        mail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");
        bob = rows.person("Bob", mail);
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        spine = node();
    }

    @AfterEach
    void close() {
        ink.countDown();
        spine.close();
    }

    @Test
    void whatIsWrittenNamesItsNodeAndIsOnNoAgenda() {
        OutboundMessage message = notification();

        spine.inTransaction(() -> {
            write(message);
            assertThat(ownerOf(message)).isEqualTo(me());
            assertThat(agenda()).isZero();
        });

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(message.id());
        assertThat(agenda()).isZero();
        assertThat(owned()).as("what has been sent has no owner").isZero();
    }

    @Test
    void whatThereIsNoPlaceForIsOnTheAgendaAndLeavesToo() {
        ink = new CountDownLatch(1);
        List<OutboundMessage> messages =
                Stream.generate(this::notification).limit(PLACES + 4).toList();

        spine.inTransaction(() -> {
            messages.forEach(this::write);
            assertThat(owned()).isEqualTo(PLACES);
            assertThat(agenda()).isEqualTo(4);
        });
        OutboundMessage later = notification();
        spine.inTransaction(() -> write(later));
        assertThat(ownerOf(later)).as("it is not to overtake those").isNull();
        ink.countDown();

        await().until(() -> reports.size() == PLACES + 5);
        assertThat(left).hasSize(PLACES + 5).doesNotHaveDuplicates();
    }

    @Test
    void whatIsRolledBackGivesItsPlacesBack() {
        for (int round = 0; round < 3; round++) {
            spine.inTransactionRolledBack(
                    () -> Stream.generate(this::notification).limit(PLACES).forEach(this::write));
        }
        OutboundMessage message = notification();

        spine.inTransaction(() -> {
            write(message);
            assertThat(ownerOf(message)).isEqualTo(me());
        });

        await().until(() -> reports.size() == 1);
    }

    @Test
    void whatFailsIsTriedAgainByTheAgendaWithTheTriesBefore() {
        try (Spine patient = node(new Spine.Setting("ringback.delivery.first-retry", "1m"))) {
            troubles.add(new IOException("connection refused"));
            OutboundMessage message = notification();

            patient.inTransaction(() -> patient.the(Outbox.class).write(message, List.of()));

            await().until(() -> agenda() == 1);
            assertThat(ownerOf(message)).isNull();
            assertThat(jdbc.sql("select consecutive_failures || ' ' || (execution_time > now() + interval '50 seconds')"
                                    + " from scheduled_tasks")
                            .query(String.class)
                            .single())
                    .isEqualTo("1 true");
            jdbc.sql("update scheduled_tasks set execution_time = now()").update();
            await().until(() -> reports.size() == 1);
            assertThat(left).containsExactly(message.id());
        }
    }

    @Test
    void whoeverWantsNoMessagesAnyMoreIsSparedWhatIsHandedOverToo() {
        jdbc.sql("update person set never = true where id = ?").param(bob.id()).update();
        OutboundMessage message = notification();

        spine.inTransaction(() -> write(message));

        await().until(() -> reports.size() == 1);
        assertThat(reports)
                .containsExactly(new DeliveryReport.Failed(message, "The person wants no messages any more."));
        assertThat(left).isEmpty();
    }

    @Test
    void aNodeThatDiesBeforeItHandsOverLeavesTheMessageToAnother() {
        UUID dead = UUID.randomUUID();
        livedUntil(dead, "1 hour");
        OutboundMessage message = ownedBy(dead, false);

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(message.id());
        assertThat(answersLost()).isZero();
    }

    @Test
    void aNodeThatDiesWhileAMessageLeavesHasItSentAgainWithANote() {
        UUID dead = UUID.randomUUID();
        livedUntil(dead, "1 hour");
        OutboundMessage message = ownedBy(dead, true);

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(message.id());
        assertThat(answersLost()).isEqualTo(1);
    }

    @Test
    void whatALivingNodeHasInHandIsLeftToIt() {
        UUID living = UUID.randomUUID();
        livedUntil(living, "-1 hour");
        OutboundMessage message = ownedBy(living, false);

        await("it may judge others").until(() -> spine.the(ThisNode.class).mayJudgeOthers());
        spine.the(LostOwners.class).look();

        assertThat(ownerOf(message)).isEqualTo(living);
        assertThat(left).isEmpty();
    }

    @Test
    void afterTheDatabaseWasAwayNobodyIsTakenForDeadAtOnce() {
        spine.close();
        spine = node(Spine.Setting.heartbeat(Duration.ofMinutes(1)));
        UUID silent = UUID.randomUUID();
        livedUntil(silent, "1 hour");
        OutboundMessage message = ownedBy(silent, false);

        spine.the(LostOwners.class).look();
        assertThat(ownerOf(message)).isEqualTo(silent);

        jdbc.sql("delete from living_node where id = ?").param(silent).update();
        spine.the(LostOwners.class).look();
        assertThat(ownerOf(message)).as("of one that has said that it ends").isNull();
    }

    @Test
    void aNodeThatWasTakenForDeadAndLivesDoesNotSend() {
        ink = new CountDownLatch(1);
        OutboundMessage message = notification();
        spine.inTransaction(() -> write(message));

        // As if its heartbeats had not come through.
        spine.the(WaitingMessages.class).takeOver(new WaitingMessages.Owned(message, me()), Instant.now());
        ink.countDown();

        await().until(() -> reports.size() == 1);
        await().until(() -> agenda() == 0);
        assertThat(left).containsExactly(message.id());
        assertThat(answersLost()).isZero();
    }

    @Test
    void whatANodeHasLostIsSentByTheAgenda() {
        OutboundMessage message = ownedBy(me(), false);

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(message.id());
    }

    @Test
    void whatANodeHasInHandItHasNotLost() {
        ink = new CountDownLatch(1);
        OutboundMessage message = notification();
        spine.inTransaction(() -> write(message));

        spine.the(LostOwners.class).look();

        assertThat(ownerOf(message)).isEqualTo(me());
        ink.countDown();
        await().until(() -> reports.size() == 1);
    }

    @Test
    void aNodeThatIsStoppedSendsWhatItHasInHandAndSaysThatItEnds() {
        UUID me = me();
        ink = new CountDownLatch(1);
        OutboundMessage message = notification();
        spine.inTransaction(() -> write(message));
        CompletableFuture<Void> end =
                CompletableFuture.runAsync(() -> spine.the(HandOver.class).destroy());
        await("it takes nothing more")
                .until(() -> spine.inTransaction(() -> {
                    write(notification());
                    return agenda() > 0;
                }));
        assertThat(end).isNotDone();

        ink.countDown();
        end.join();
        spine.close();

        assertThat(left).contains(message.id());
        assertThat(owned()).isZero();
        assertThat(jdbc.sql("select count(*) from living_node where id = ?")
                        .param(me)
                        .query(Long.class)
                        .single())
                .isZero();
        spine = node();
    }

    private UUID me() {
        return spine.the(ThisNode.class).id();
    }

    private void livedUntil(UUID node, String ago) {
        jdbc.sql("insert into living_node (id, alive_at) values (?, now() - cast(? as interval))")
                .params(node, ago)
                .update();
    }

    private OutboundMessage ownedBy(UUID node, boolean leaving) {
        OutboundMessage message = notification();
        jdbc.sql(
                        "insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, leaving, owner)"
                                + " values (?, ?, 'NOTIFICATION', 'EMAIL', ?, ?, 'WAITING', now(), ?, ?)")
                .params(message.id(), running.id(), bob.id(), mail.id(), leaving, node)
                .update();
        return message;
    }

    private UUID ownerOf(OutboundMessage message) {
        return jdbcOfTheTransaction()
                .sql("select owner from outbound_message where id = ?")
                .param(message.id())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .single()
                .orElse(null);
    }

    private long owned() {
        return jdbcOfTheTransaction()
                .sql("select count(*) from outbound_message where owner is not null")
                .query(Long.class)
                .single();
    }

    private long agenda() {
        return jdbcOfTheTransaction()
                .sql("select count(*) from scheduled_tasks")
                .query(Long.class)
                .single();
    }

    private JdbcClient jdbcOfTheTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive() ? spine.the(JdbcClient.class) : jdbc;
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

    private void write(OutboundMessage message) {
        spine.the(Outbox.class).write(message, List.of());
    }

    private Spine node(Object... settings) {
        return Spine.from(
                "delivery",
                DATABASE,
                Stream.concat(
                                Stream.of(
                                        Spine.Setting.heartbeat(HEARTBEAT),
                                        composer(),
                                        mailServer(),
                                        new ProcessOnPaper(),
                                        (DeliveryReport.Listener) this::note),
                                Stream.of(settings))
                        .toArray());
    }

    private void note(DeliveryReport report) {
        SentMessages messages = spine.the(SentMessages.class);
        boolean news = report instanceof DeliveryReport.Failed failed
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
                    left.add(UUID.fromString(exchange.getMessage().getHeader("messageId", String.class)));
                });
            }
        };
    }

    private Composer composer() {
        return new Composer() {
            @Override
            public Medium medium() {
                return Medium.EMAIL;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                try {
                    ink.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new Parcel("a letter", Map.of());
            }
        };
    }
}
