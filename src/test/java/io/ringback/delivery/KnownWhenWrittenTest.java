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
import io.ringback.database.Question;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a message was composed from when it was written is used while it is still so, on that node, and for the first try; and never else. */
@BesideOthers
class KnownWhenWrittenTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PLACES = 16;

    private static final String KNOWN = "from what was known";
    private static final String READ = "from what was read";

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<String> composed = new CopyOnWriteArrayList<>();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private final List<DeliveryReport> reports = new CopyOnWriteArrayList<>();
    private final List<Exception> troubles = new CopyOnWriteArrayList<>();

    /** Happens once, after a letter has been composed and before it leaves. */
    private volatile Runnable meanwhile = () -> {};

    private Person anna;
    private Person bob;
    private RunningCase running;
    private Device mail;
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        jdbc.sql("delete from living_node").update();
        PeopleAndCases rows = new PeopleAndCases(DATABASE);
        anna = rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        mail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");
        bob = rows.person("Bob", mail, PeopleAndCases.device(Medium.SMS, "tel:+46701740606"));
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        spine = Spine.from(
                "delivery",
                DATABASE,
                Spine.Setting.heartbeat(Duration.ofMillis(200)),
                composer(),
                source(),
                mailServer(),
                new ProcessOnPaper(),
                (DeliveryReport.Listener) this::note);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void whatIsHandedOverIsComposedFromWhatWasKnown() {
        write(notification());

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(KNOWN);
        assertThat(composed).hasSize(1);
    }

    @Test
    void severalOfOneTransactionAreKnownEachForItself() {
        List<OutboundMessage> messages =
                Stream.generate(this::notification).limit(PLACES).toList();

        spine.inTransaction(
                () -> messages.forEach(message -> spine.the(Outbox.class).write(message, List.of())));

        await().until(() -> reports.size() == PLACES);
        assertThat(left).hasSize(PLACES).containsOnly(KNOWN);
        assertThat(reports)
                .extracting(report -> report.message().id())
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(OutboundMessage::id).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update failed_call_case set attempts = attempts + 1",
                "update failed_call_case set state = 'CONNECTING'",
                "update person set name = 'Robert' where name = 'Bob'",
                "update person set language = 'de' where name = 'Bob'",
                "update person set name = 'Ann' where name = 'Anna'",
                "update device set address_sealed = address_sealed || '\\x00' where medium = 'EMAIL'",
                "update device set label = 'Pocket' where medium = 'SMS'",
                "delete from device where medium = 'SMS'",
                "delete from person where name = 'Anna'"
            })
    void ifAnythingOfItHasChangedMeanwhileItIsReadAndComposedAgain(String change) {
        meanwhile = () -> jdbc.sql(change).update();

        write(notification());

        await().until(() -> reports.size() == 1);
        assertThat(composed).containsExactly(KNOWN, READ);
        assertThat(left).containsExactly(READ);
    }

    @Test
    void whatIsWrittenAgainAsItWasIsReadAgainToo() {
        meanwhile = () -> jdbc.sql("update person set name = name").update();

        write(notification());

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(READ);
    }

    @Test
    void whoeverWantsNoMessagesAnyMoreIsSparedIt() {
        OutboundMessage message = notification();
        meanwhile = () -> jdbc.sql("update person set never = true").update();

        write(message);

        await().until(() -> reports.size() == 1);
        assertThat(reports)
                .containsExactly(new DeliveryReport.Failed(message, "The person wants no messages any more."));
        assertThat(left).isEmpty();
        assertThat(composed).containsExactly(KNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update outbound_message set state = 'CANCELLED'", "delete from outbound_message"})
    void whatIsSettledMeanwhileDoesNotLeave(String settling) {
        OutboundMessage message = notification();
        meanwhile = () -> jdbc.sql(settling).update();

        write(message);

        await().until(() -> !composed.isEmpty() && !spine.the(HandOver.class).isInHand(message.id()));
        assertThat(composed).containsExactly(KNOWN);
        assertThat(left).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void whoeverIsErasedMeanwhileIsNotWrittenTo() {
        OutboundMessage message = notification();
        meanwhile = () -> jdbc.sql("delete from person where name = 'Bob'").update();

        write(message);

        await().until(() -> !composed.isEmpty() && !spine.the(HandOver.class).isInHand(message.id()));
        assertThat(left).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void anotherNodeReadsIt() {
        OutboundMessage message = notification();
        meanwhile = () -> spine.the(WaitingMessages.class)
                .takeOver(
                        new WaitingMessages.Owned(
                                message, spine.the(ThisNode.class).id()),
                        Instant.now());

        write(message);

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(READ);
    }

    @Test
    void whatIsTriedAgainIsReadAgain() {
        troubles.add(new IOException("connection refused"));

        write(notification());

        await().until(() -> reports.size() == 1);
        assertThat(composed).containsExactly(KNOWN, READ);
        assertThat(left).containsExactly(READ);
    }

    @Test
    void whatFindsNoPlaceIsRead() {
        CountDownLatch ink = new CountDownLatch(1);
        meanwhile = () -> {
            try {
                ink.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        spine.inTransaction(
                () -> Stream.generate(this::notification).limit(PLACES + 1).forEach(message -> spine.the(Outbox.class)
                        .write(message, List.of())));
        ink.countDown();

        await().until(() -> reports.size() == PLACES + 1);
        assertThat(left).hasSize(PLACES + 1).contains(READ);
    }

    @Test
    void whoIsGoneWhenItIsWrittenIsLookedForAgain() {
        jdbc.sql("delete from person where name = 'Anna'").update();

        write(notification());

        await().until(() -> reports.size() == 1);
        assertThat(left).containsExactly(READ);
    }

    private OutboundMessage notification() {
        return new OutboundMessage(
                UUID.randomUUID(), running.id(), MessageKind.NOTIFICATION, Medium.EMAIL, bob.id(), mail.id());
    }

    private void write(OutboundMessage message) {
        spine.inTransaction(() -> spine.the(Outbox.class).write(message, List.of()));
    }

    private void note(DeliveryReport report) {
        if (report instanceof DeliveryReport.Accepted) {
            spine.the(SentMessages.class).markSent(report.message().id());
        } else {
            spine.the(SentMessages.class).markFailed(report.message().id(), "not wanted");
        }
        reports.add(report);
    }

    private Circumstances.Source source() {
        return messageId -> new Question<>(
                "select " + Circumstances.VERSION + " as version from outbound_message m"
                        + " join failed_call_case c on c.id = m.case_id"
                        + " join person caller on caller.id = c.caller_id where m.id = :message",
                Map.of("message", messageId),
                (row, number) -> version(row.getString("version")));
    }

    private static Circumstances version(String version) {
        return () -> version;
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
                    left.add(exchange.getMessage().getBody(String.class));
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
                return parcel(READ);
            }

            @Override
            public Parcel compose(OutboundMessage message, Circumstances known) {
                return parcel(KNOWN);
            }
        };
    }

    private Composer.Parcel parcel(String letter) {
        composed.add(letter);
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        return new Composer.Parcel(letter, Map.of());
    }
}
