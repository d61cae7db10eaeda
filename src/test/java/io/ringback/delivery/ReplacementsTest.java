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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When the caller calls again, what the callee has not read says so, where it can be replaced; and one claim ends the other notices. */
@BesideOthers
class ReplacementsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<Map<?, ?>> withdrawn = new CopyOnWriteArrayList<>();
    private final List<Map<?, ?>> replaced = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
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
                composer(),
                servers());
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void severalCallsAreOneReplacementThatSaysTheLast() {
        taken(Medium.SMS, "17", "0017");

        callAgain();
        callAgain();
        callAgain();

        assertThat(rows()).isEqualTo(1);
        await().until(() -> afterTheLull().equals(List.of("REPLACED")));
        assertThat(replaced).singleElement().satisfies(body -> {
            assertThat(body.get("ids")).isEqualTo("0017");
            assertThat(body.get("text")).isEqualTo("called 4 times");
        });
        assertThat(rows()).isZero();
        assertThat(jdbc.sql("select state from outbound_message")
                        .query(String.class)
                        .list())
                .as("nothing is sent anew")
                .containsExactly("SENT");
    }

    @Test
    void whoGoesOnCallingIsWaitedFor() {
        taken(Medium.SMS, "17", "17");

        callAgain();
        settle();

        assertThat(replaced).isEmpty();
        assertThat(rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "it has arrived,            update outbound_message set delivered_at = now()",
        "a part of it has arrived,  update provider_message set delivered = true",
        "a person reacted by it,    update session_identifier set used_at = now() where purpose = 'CONTACT'",
        "it is the caller's,        update outbound_message set kind = 'QUESTION'",
        "it has not left,           update outbound_message set state = 'WAITING'",
        "it is cancelled,           update outbound_message set state = 'CANCELLED'",
        "its server has no name,    delete from provider_message",
        "it tells of others too,    update outbound_message set merged_into = id",
        "the two are connected,     update failed_call_case set state = 'CONNECTING'",
        "no route replaces it,      update outbound_message set medium = 'MMS'",
        "the two changed roles,     update failed_call_case set turned_at = now() + interval '1 minute'",
        "its program shows both,    update outbound_message set medium = 'INSTANT_MESSAGE'"
    })
    void whatCannotBeReplacedStays(String why, String change) {
        taken(Medium.SMS, "17", "17");
        jdbc.sql(change).update();

        callAgain();

        assertThat(rows()).as(why).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "it has arrived,        update outbound_message set delivered_at = now()",
        "its time is over,      update outbound_message set valid_until = now() - interval '1 minute'",
        "he wants none,         update person set never = true",
        "the case goes on,      update failed_call_case set state = 'INFORMING_CALLER'"
    })
    void whatHappensBeforeItIsAskedForWins(String why, String change) {
        taken(Medium.SMS, "17", "17");
        callAgain();
        jdbc.sql(change).update();

        await().until(() -> {
            assertThat(afterTheLull()).as(why).isEmpty();
            return rows() == 0;
        });
        assertThat(replaced).isEmpty();
    }

    @Test
    void aWithdrawalBeatsAReplacementThatIsPending() {
        taken(Medium.SMS, "17", "17");
        callAgain();

        end();

        await().until(() -> afterTheLull().equals(List.of("WITHDRAWN")));
        assertThat(replaced).isEmpty();
        assertThat(withdrawn).hasSize(1);
    }

    @Test
    void nothingIsReplacedThatIsToBeWithdrawn() {
        taken(Medium.SMS, "17", "17");
        jdbc.sql("insert into withdrawal (message_id, medium, due_at) select id, medium, now() from outbound_message")
                .update();

        callAgain();

        await().until(() -> afterTheLull().equals(List.of("WITHDRAWN")));
        assertThat(replaced).isEmpty();
    }

    @Test
    void aCallDuringTheReplacementIsToldByAnother() {
        taken(Medium.SMS, "17", "17");
        callAgain();
        AtomicBoolean once = new AtomicBoolean();
        meanwhile.set(() -> {
            if (!once.getAndSet(true)) {
                callAgain();
            }
        });

        await().until(() -> afterTheLull().equals(List.of("REPLACED")));

        assertThat(replaced)
                .extracting(body -> body.get("text").toString())
                .containsExactly("called 2 times", "called 3 times");
    }

    @Test
    void aRefusalIsNotedAndChangesNothingElse() {
        taken(Medium.SMS, "17", "17");
        troubles.add(new NotDelivered(new Failure.Refused("replace_sm was answered SMPP 0x13")));
        callAgain();

        await().until(() -> afterTheLull().equals(List.of("NOT_REPLACED")));
        assertThat(rows()).isZero();
        end();
        await().until(() -> afterTheLull().contains("WITHDRAWN"));
    }

    @Test
    void aServerThatCannotBeAskedNowIsAskedAgain() {
        taken(Medium.SMS, "17", "17");
        troubles.add(new NotDelivered(new Failure.NotTaken("no bind with an SMSC is up")));
        callAgain();

        await().until(() -> afterTheLull().equals(List.of("REPLACED")));
        assertThat(troubles).isEmpty();
    }

    @Test
    void aNodeOfBeforeFindsNothingToWithdrawInAReplacement() {
        taken(Medium.SMS, "17", "17");
        callAgain();

        assertThat(jdbc.sql("select count(*) from withdrawal where due_at <= now() + interval '100 years'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    // One claim ends the others

    @ParameterizedTest
    @CsvSource({"SMS, 1", "EMAIL, 1", "VOICE, 0"})
    void oneClaimEndsTheOtherNoticesUnlessItWasSpoken(Medium claimed, int ended) {
        OutboundMessage one = taken(Medium.SMS, "16", "16");
        taken(Medium.INSTANT_MESSAGE, "17", "17");
        jdbc.sql("update outbound_message set medium = ? where id = ?")
                .params(claimed.name(), one.id())
                .update();
        jdbc.sql("update session_identifier set used_at = now() where purpose = 'CONTACT' and message_id = ?")
                .param(one.id())
                .update();

        spine.inTransaction(() -> spine.the(Outbox.class).withdrawOtherNotices(running.id()));

        await().until(() -> {
            settle();
            return rows() == 0;
        });
        assertThat(withdrawn).hasSize(ended).allSatisfy(body -> assertThat(body.get("ids"))
                .isEqualTo("17"));
    }

    @Test
    void withoutAClaimAllNoticesStay() {
        taken(Medium.SMS, "16", "16");
        taken(Medium.INSTANT_MESSAGE, "17", "17");

        spine.inTransaction(() -> spine.the(Outbox.class).withdrawOtherNotices(running.id()));

        assertThat(rows()).isZero();
    }

    private void callAgain() {
        spine.inTransaction(() -> {
            spine.the(Cases.class).countRepeat(running.id(), Instant.now(), Optional.empty());
            spine.the(Outbox.class).replaceWaitingNotification(running.id());
        });
    }

    /** What the journal has once the caller has not called for a while. */
    private List<String> afterTheLull() {
        jdbc.sql("update withdrawal set replace_at = replace_at - interval '1 hour'")
                .update();
        settle();
        return jdbc.sql("select result from journal where step in ('WITHDRAWAL', 'REPLACEMENT') order by result")
                .query(String.class)
                .list();
    }

    private void settle() {
        for (Medium medium : List.of(Medium.SMS, Medium.MMS, Medium.INSTANT_MESSAGE)) {
            spine.the(WithdrawalTask.class).settle(medium);
        }
    }

    private long rows() {
        return jdbc.sql("select count(*) from withdrawal").query(Long.class).single();
    }

    private Composer composer() {
        return new Composer() {
            @Override
            public Medium medium() {
                return Medium.SMS;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                int attempts = jdbc.sql("select attempts from failed_call_case where id = ?")
                        .param(message.caseId())
                        .query(Integer.class)
                        .single();
                return new Parcel(
                        Map.of("to", "the phone", "from", "us", "text", "called " + attempts + " times"), Map.of());
            }
        };
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

    private RouteBuilder servers() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                route("direct:withdraw-sms", withdrawn);
                route("direct:withdraw-instant-message", withdrawn);
                route("direct:replace-sms", replaced);
            }

            private void route(String endpoint, List<Map<?, ?>> into) {
                from(endpoint).process(exchange -> {
                    if (!troubles.isEmpty()) {
                        throw troubles.remove(0);
                    }
                    meanwhile.get().run();
                    into.add(exchange.getMessage().getMandatoryBody(Map.class));
                });
            }
        };
    }
}
