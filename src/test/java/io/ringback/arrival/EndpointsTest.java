package io.ringback.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.ProcessOnPaper.Told;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.wording.ConnectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What routes hand in is stored when the endpoint returns; what cannot be meant is refused by its field and not stored. */
class EndpointsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final Instant now = Instant.now();
    private final JdbcClient jdbc = DATABASE.jdbc();
    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final ProcessOnPaper process = new ProcessOnPaper();
    private final Device annasMail = PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com");

    private Person anna;
    private Person bob;
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"), annasMail);
        bob = rows.person("Bob", PeopleAndCases.device(Medium.VOICE, "tel:+46701740606"));
        spine = Spine.from("arrival", DATABASE, process, (ConnectPolicy) caseId -> true);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void aFailedCallIsStoredAndOpensOneCaseHoweverOftenItIsHandedIn() {
        handIn("failed-call", failedCall());
        handIn("failed-call", failedCall());

        assertThat(events()).isEqualTo(1);
        assertThat(process.started()).singleElement().satisfies(call -> {
            assertThat(call.cause()).isEqualTo(Cause.BUSY);
            assertThat(call.caller()).isEqualTo(anna.devices().get(0).address());
        });
    }

    @Test
    void aNumberMayBeWrittenAsAtHome() {
        Map<String, Object> call = failedCall();
        call.put("caller", "070-174 06 05");

        handIn("failed-call", call);

        assertThat(process.started())
                .extracting(FailedCall::caller)
                .containsExactly(anna.devices().get(0).address());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # field       value
            id,           -
            caller,       nobody
            callee,       -
            medium,       PIGEON
            cause,        TIRED
            occurredAt,   yesterday
            sipStatus,    busy
            """)
    void aFieldThatIsWrongIsNamedAndNothingIsStored(String field, String value) {
        Map<String, Object> call = failedCall();
        call.put(field, value);

        assertThatThrownBy(() -> handIn("failed-call", call))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The field " + field)
                .hasMessageContaining("docs/adapters.md");

        assertThat(events()).isZero();
        assertThat(process.started()).isEmpty();
    }

    @Test
    void anotherCallUnderTheSameIdIsRefused() {
        handIn("failed-call", failedCall());
        Map<String, Object> other = failedCall();
        other.put("cause", "NO_ANSWER");

        assertThatThrownBy(() -> handIn("failed-call", other))
                .rootCause()
                .hasMessageContaining("The field id was used before for something else");

        assertThat(process.started()).hasSize(1);
    }

    @Test
    void aReplyThatIsHandedInAnswersTheQuestionOnce() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        OutboundMessage question = rows.sent(running, MessageKind.QUESTION, anna, annasMail);
        spine.the(Grants.class)
                .give(
                        question.id(),
                        List.of(new Grant(Purpose.ANSWER, Instant.now().plus(Duration.ofHours(1)))));
        HandedIn reply = HandedIn.reply(Map.of(
                "id", "mail-1",
                "session", Spine.SESSIONS.derive(question.id(), Purpose.ANSWER).localPart(),
                "from", "anna@example.com",
                "text", "Yes, please"));

        handIn("handed-in", reply);
        handIn("handed-in", reply);

        assertThat(process.told())
                .containsExactly(new Told(
                        running.id(), CaseMessage.CALLER_ANSWERED, Map.of("answer", "YES", "saidNothing", false)));
    }

    @Test
    void aReportThatIsHandedInAsAMapTellsTheCaseOnce() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        OutboundMessage question = rows.sent(running, MessageKind.QUESTION, anna, annasMail);
        Map<String, Object> report = Map.of(
                "kind", "REPORT",
                "id", "bounce-1",
                "messageId", question.id().toString(),
                "delivered", false,
                "problem", "no such mailbox");

        handIn("handed-in", report);
        handIn("handed-in", report);

        assertThat(process.told()).containsExactly(new Told(running.id(), CaseMessage.DELIVERY_FAILED, Map.of()));
    }

    @Test
    void whatChangesNothingIsNotStoredAndWhatIsOfNoKindIsRefused() {
        handIn("handed-in", HandedIn.NOTHING);

        assertThatThrownBy(() -> handIn("handed-in", Map.of("kind", "PIGEON", "id", "1")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The field kind");
        assertThatThrownBy(() -> handIn("handed-in", "a pigeon"))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(events()).isZero();
    }

    @Test
    void whatListensByItselfHandsInTheSameWay() throws Exception {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        OutboundMessage question = rows.sent(running, MessageKind.QUESTION, anna, annasMail);

        spine.the(Entrance.class)
                .handIn(HandedIn.report(
                        Map.of("id", "receipt-1", "messageId", question.id().toString(), "delivered", true)));

        assertThat(events()).isEqualTo(1);
        assertThatThrownBy(() ->
                        spine.the(Entrance.class).handIn(HandedIn.report(Map.of("id", "receipt-2", "messageId", "17"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("messageId");
    }

    private Map<String, Object> failedCall() {
        return new HashMap<>(Map.of(
                "id", "call-1",
                "caller", "tel:+46701740605",
                "callee", "tel:+46701740606",
                "medium", "VOICE",
                "cause", "BUSY",
                "occurredAt", now.toString()));
    }

    private void handIn(String endpoint, Object body) {
        spine.the(ProducerTemplate.class).sendBody("direct:" + endpoint, body);
    }

    private long events() {
        return jdbc.sql("select count(*) from inbound_event").query(Long.class).single();
    }
}
