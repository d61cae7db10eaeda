package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When a case ends, what its people have not read is withdrawn where it can be. */
@BesideOthers
class WithdrawalsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<Map<?, ?>> withdrawn = new CopyOnWriteArrayList<>();
    private final List<Exception> troubles = new CopyOnWriteArrayList<>();

    private RunningCase running;
    private Person anna;
    private Person bob;
    private PeopleAndCases rows;
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        rows = new PeopleAndCases(DATABASE);
        anna = rows.person("Anna", PeopleAndCases.device(Medium.SMS, "tel:+46701740605"));
        bob = rows.person(
                "Bob",
                PeopleAndCases.device(Medium.SMS, "tel:+46701740606"),
                PeopleAndCases.device(Medium.MMS, "tel:+46701740606"),
                PeopleAndCases.device(Medium.INSTANT_MESSAGE, "xmpp:bob@example.com"));
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        spine = Spine.from(
                "delivery",
                DATABASE,
                new ProcessOnPaper(),
                (DeliveryReport.Listener) report -> {},
                (WithdrawalComposer) message -> Map.of("to", "the phone", "from", "us", "text", "settled"),
                servers());
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Medium.class,
            names = {"SMS", "INSTANT_MESSAGE"})
    void whatServersHoldOfACaseThatEndsIsWithdrawnByTheirOwnNamesForIt(Medium medium) {
        OutboundMessage message = taken(medium, "17", "0017");

        end();

        await().until(() -> noted().equals(List.of("WITHDRAWN")));
        assertThat(withdrawn).singleElement().satisfies(body -> assertThat(body.get("ids"))
                .isEqualTo("0017"));
        assertThat(withdrawn.get(0).get("text")).isEqualTo("settled");
        assertThat(toWithdraw()).isZero();
        assertThat(message.medium()).isEqualTo(medium);
    }

    @ParameterizedTest
    @CsvSource({
        "it has arrived,            update outbound_message set delivered_at = now()",
        "a person reacted by it,    update session_identifier set used_at = now() where purpose = 'CONTACT'",
        "it tells something,        update outbound_message set kind = 'INFORMATION'",
        "its server has no name,    delete from provider_message",
        "it failed,                 update outbound_message set state = 'FAILED'",
        "it told of others too,     'insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, merged_into)"
                + " select gen_random_uuid(), case_id, kind, medium, person_id, device_id, ''SENT'', created_at, id from outbound_message'"
    })
    void aMessageIsLeftAloneIf(String why, String change) {
        taken(Medium.SMS, "17", "17");
        jdbc.sql(change).update();

        assertThat(spine.inTransaction(() -> {
                    end();
                    return toWithdraw();
                }))
                .as(why)
                .isZero();
    }

    @Test
    void anInstantMessageIsTakenBackAlsoFromWhoHasIt() {
        taken(Medium.INSTANT_MESSAGE, "17", "17");
        jdbc.sql("update outbound_message set delivered_at = now()").update();
        jdbc.sql("update provider_message set delivered = true").update();

        end();

        await().until(() -> noted().equals(List.of("WITHDRAWN")));
        assertThat(withdrawn).hasSize(1);
    }

    @Test
    void whoWantsNoMessagesGetsNoWordThatTakesOneBack() {
        taken(Medium.INSTANT_MESSAGE, "17", "17");
        jdbc.sql("update person set never = true").update();

        end();

        await().until(() -> isAllSettled());
        assertThat(withdrawn).isEmpty();
        assertThat(journal()).isEmpty();
    }

    @Test
    void theQuestionIsWithdrawnOnceItIsAnsweredElsewhere() {
        OutboundMessage question =
                rows.sent(running, MessageKind.QUESTION, anna, anna.devices().get(0));
        remember(question, "16", "16");
        taken(Medium.SMS, "17", "17");

        spine.inTransaction(() -> spine.the(Outbox.class).withdrawQuestions(running.id()));

        await().until(() -> noted().equals(List.of("WITHDRAWN")));
        assertThat(withdrawn).singleElement().satisfies(body -> assertThat(body.get("ids"))
                .isEqualTo("16"));
    }

    @Test
    void whatTheServerTookWhileTheCaseEndedIsWithdrawnToo() {
        OutboundMessage leaving = rows.sent(running, MessageKind.NOTIFICATION, bob, device(Medium.SMS));
        jdbc.sql("update outbound_message set state = 'WAITING', leaving = true, sent_at = null")
                .update();
        end();
        assertThat(toWithdraw()).isZero();

        remember(leaving, "17", "17");
        spine.inTransaction(() -> spine.the(Outbox.class).withdrawIfCancelled(leaving.id()));

        await().until(() -> noted().equals(List.of("WITHDRAWN")));
    }

    @Test
    void aReceiptThatCrossesTheWithdrawalWins() {
        OutboundMessage message = taken(Medium.SMS, "17", "17");
        end();

        spine.inTransaction(() -> spine.the(SentMessages.class).markDelivered(message.id()));

        await().until(() -> isAllSettled());
        assertThat(withdrawn).isEmpty();
    }

    @Test
    void aServerThatCannotBeAskedIsAskedAgain() {
        taken(Medium.SMS, "17", "17");
        troubles.add(new NotDelivered(new Failure.NotTaken("no bind with an SMSC is up")));
        troubles.add(new NotDelivered(new Failure.AnswerLost("the session was lost")));

        end();

        await().until(() -> noted().equals(List.of("WITHDRAWN")));
        assertThat(troubles).isEmpty();
    }

    @Test
    void aRefusalIsNotedAndChangesNothing() {
        taken(Medium.SMS, "17", "17");
        troubles.add(new NotDelivered(new Failure.Refused("cancel_sm was answered SMPP 0x11")));

        end();

        await().until(() -> noted().equals(List.of("NOT_WITHDRAWN")));
        assertThat(withdrawn).isEmpty();
        assertThat(toWithdraw()).isZero();
        assertThat(jdbc.sql("select outcome from failed_call_case")
                        .query(String.class)
                        .single())
                .isEqualTo("REACHED_MEANWHILE");
    }

    @Test
    void whereNoRouteWithdrawsNothingIsKeptAndNothingIsSaid() {
        taken(Medium.MMS, "17", "17");

        end();

        await().until(() -> isAllSettled());
        assertThat(journal()).isEmpty();
    }

    @Test
    void aCaseThatEndsTwiceWithdrawsOnce() {
        taken(Medium.SMS, "17", "17");

        spine.inTransaction(() -> {
            spine.the(Outbox.class).cancel(running.id());
            spine.the(Outbox.class).cancel(running.id());
        });

        await().until(() -> isAllSettled());
        assertThat(withdrawn).hasSize(1);
    }

    private OutboundMessage taken(Medium medium, String providerId, String serverId) {
        OutboundMessage message = rows.sent(running, MessageKind.NOTIFICATION, bob, device(medium));
        spine.inTransaction(() -> spine.the(Grants.class)
                .give(
                        message.id(),
                        List.of(new Grant(Purpose.CONTACT, Instant.now().plus(Duration.ofDays(1))))));
        remember(message, providerId, serverId);
        return message;
    }

    private Device device(Medium medium) {
        return bob.devices().stream()
                .filter(device -> device.medium() == medium)
                .findFirst()
                .orElseThrow();
    }

    private void remember(OutboundMessage message, String providerId, String serverId) {
        spine.inTransaction(
                () -> spine.the(ProviderMessages.class).remember(message, List.of(providerId), List.of(serverId)));
    }

    private void end() {
        spine.inTransaction(() -> spine.the(Cases.class).end(running.id(), Outcome.REACHED_MEANWHILE, "they spoke"));
    }

    private long toWithdraw() {
        return jdbc.sql("select count(*) from withdrawal").query(Long.class).single();
    }

    /** What the journal has once each node's task has had its turn. */
    private List<String> noted() {
        for (Medium medium : List.of(Medium.SMS, Medium.MMS, Medium.INSTANT_MESSAGE)) {
            spine.the(WithdrawalTask.class).settle(medium);
        }
        return journal();
    }

    private boolean isAllSettled() {
        noted();
        return toWithdraw() == 0;
    }

    private List<String> journal() {
        return jdbc.sql("select result from journal where step = 'WITHDRAWAL'")
                .query(String.class)
                .list();
    }

    private RouteBuilder servers() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String medium : List.of("sms", "instant-message")) {
                    from("direct:withdraw-" + medium).process(exchange -> {
                        if (!troubles.isEmpty()) {
                            throw troubles.remove(0);
                        }
                        withdrawn.add(exchange.getMessage().getMandatoryBody(Map.class));
                    });
                }
            }
        };
    }
}
