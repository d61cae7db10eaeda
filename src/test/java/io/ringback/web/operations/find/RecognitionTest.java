package io.ringback.web.operations.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallIds;
import io.ringback.web.operations.find.Recognised.Nothing;
import io.ringback.web.operations.find.Recognised.OneCase;
import io.ringback.web.operations.find.Recognised.Some;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the one field takes. */
class RecognitionTest {

    private static final FindingDesk DESK = new FindingDesk();

    private static Person anna;
    private static Person bob;
    private static RunningCase annasCall;
    private static OutboundMessage question;

    @BeforeAll
    static void aCallFromAnnaToBob() {
        anna = DESK.rows.person(
                "Anna-Karin O'Berg",
                PeopleAndCases.device(Medium.VOICE, "tel:+46701234567"),
                PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        bob = DESK.rows.person(
                "Bob Öberg",
                PeopleAndCases.device(Medium.VOICE, "sip:bob@switch.example"),
                PeopleAndCases.device(Medium.INSTANT_MESSAGE, "xmpp:bob@chat.example"));
        annasCall = DESK.rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        question = DESK.rows.sent(
                annasCall, MessageKind.QUESTION, anna, anna.devices().get(1));
        DESK.jdbc
                .sql("update outbound_message set problem = 'Connection refused by smtp.example.com:2525' where id = ?")
                .param(question.id())
                .update();
        DESK.jdbc
                .sql("insert into provider_message (medium, provider_id, message_id) values ('SMS', '3F9A00C2', ?)")
                .param(question.id())
                .update();
        for (String event :
                new String[] {"failed-call:switch-7", "failed-call:" + CallIds.ofSipCall("a84b4c@10.0.0.1")}) {
            DESK.jdbc
                    .sql("insert into inbound_event (id, kind, case_id, payload, state, received_at)"
                            + " values (?, 'FAILED_CALL', ?, '{}', 'HANDLED', now())")
                    .params(event, annasCall.id())
                    .update();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+46701234567",
                "0046701234567",
                "070-123 45 67",
                "0701234567",
                " +46 (0)70 123 45 67 ",
                "tel:+46701234567",
                "tel:070-1234567;phone-context=+46",
                "sip:+46701234567@switch.example",
                "sip:0701234567@switch.example;user=phone",
                "anna@example.com",
                "ANNA@Example.COM",
                "mailto:anna@example.com",
                "anna",
                "ANNA karin",
                "karin",
                "berg anna",
                "O'Berg"
            })
    void theseAreAnna(String typed) {
        assertThat(found(typed).people()).containsExactly(anna.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@chat.example", "bob@switch.example", "sips:bob@switch.example", "öber", "Bob"})
    void theseAreBob(String typed) {
        assertThat(found(typed).people()).containsExactly(bob.id());
    }

    @Test
    void idsOfWhateverKindAreTheCase() {
        assertThat(DESK.recognition.of(annasCall.id().toString(), Wanted.ALL)).isEqualTo(new OneCase(annasCall.id()));
        assertThat(DESK.recognition.of(question.id().toString().toUpperCase(), Wanted.ALL))
                .isEqualTo(new OneCase(annasCall.id()));
        assertThat(found(bob.id().toString()).people()).containsExactly(bob.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"switch-7", "failed-call:switch-7", "a84b4c@10.0.0.1", "3F9A00C2"})
    void callsAndMessagesAreFoundByWhatOthersCallThem(String typed) {
        assertThat(DESK.recognition.of(typed, Wanted.ALL)).isEqualTo(new OneCase(annasCall.id()));
    }

    @Test
    void aLetterIsFoundByItsMessageId() {
        assertThat(DESK.recognition.of("<" + question.id() + "@ringback.example>", Wanted.ALL))
                .isEqualTo(new OneCase(annasCall.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s.9f00c2d1e4a7b355", "%s.7", "%s.9f00c2d1e4a7b355@10.0.0.1"})
    void aCallThatRingbackPlacedIsFoundByItsCallId(String callId) {
        UUID connection = UUID.randomUUID();
        DESK.jdbc
                .sql(
                        "insert into connection (id, case_id, node, state, started_at) values (?, ?, 'node', 'ENDED', now())")
                .params(connection, annasCall.id())
                .update();

        assertThat(DESK.recognition.of(callId.formatted(connection), Wanted.ALL))
                .isEqualTo(new OneCase(annasCall.id()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quiet hours end | NOTIFICATION | held until the quiet hours end
            pressed NO key  | CALLER_ANSWERED | heard the question and pressed no key
            """)
    void wordsOfAJourneysDetailsAreFound(String typed, String step, String detail) {
        DESK.jdbc
                .sql("insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)"
                        + " values (?, array[now(), now()], array[?, 'ENDED'], array[null, null], array[null, null],"
                        + " array[?, 'a reason like many'], '{}', '{}')")
                .params(annasCall.id(), step, detail)
                .update();

        assertThat(DESK.cases.ids(found(typed), 2)).containsExactly(annasCall.id());
        assertThat(DESK.recognition.of("like many", Wanted.ALL)).isInstanceOf(Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "connection REF", "smtp.example.com", "2525 refused"})
    void wordsThatAreNobodysNameAreOfAProblem(String typed) {
        assertThat(found(typed).problem()).contains(typed);
        assertThat(DESK.cases.ids(found(typed), 2)).containsExactly(annasCall.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            070-12          | no whole address
            nobody@         | no whole address
            a               | two letters
            Zacharias       | Nobody
            '       '       | all cases
            """)
    void whatItIsNotIsSaid(String typed, String said) {
        Recognised meant = DESK.recognition.of(typed, Wanted.ALL);

        assertThat(meant instanceof Nothing nothing ? nothing.said() : ((Some) meant).said())
                .contains(said);
    }

    @Test
    void anAddressIsNeitherInTheLinkNorInWhatIsSaid() {
        Some known = (Some) DESK.recognition.of("070-123 45 67", Wanted.ALL);
        Some unknown = (Some) DESK.recognition.of("070-999 99 99", Wanted.ALL);

        assertThat(known.said())
                .isEqualTo("Looked for the telephone number that ends in …67, which is Anna-Karin O'Berg’s.");
        assertThat(known.wanted().query()).isEqualTo("person=" + anna.id());
        assertThat(unknown.wanted().query()).matches("address=[0-9a-f]{32}");
        assertThat(unknown.said()).contains("…99").doesNotContain("999");
    }

    @Test
    void aNumberIsNoWordOfAProblem() {
        assertThat(DESK.recognition.problem("070-123 45 67", Wanted.ALL)).isInstanceOf(Nothing.class);
        assertThat(DESK.recognition.problem("from anna@example.com", Wanted.ALL))
                .isInstanceOf(Nothing.class);
        assertThat(DESK.recognition.problem("refused", Wanted.ALL)).isInstanceOf(Some.class);
    }

    @Test
    void filtersStay() {
        Wanted ended = Wanted.ALL.with("state", List.of("ENDED"));

        assertThat(((Some) DESK.recognition.of("anna", ended)).wanted().query())
                .isEqualTo("person=" + anna.id() + "&state=ENDED");
        assertThat(DESK.recognition.of(UUID.randomUUID().toString(), ended)).isInstanceOf(Nothing.class);
    }

    private static Wanted found(String typed) {
        Recognised meant = DESK.recognition.of(typed, Wanted.ALL);
        assertThat(meant).as(typed).isInstanceOf(Some.class);
        return ((Some) meant).wanted();
    }
}
