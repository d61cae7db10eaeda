package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.arrival.HandedIn;
import io.ringback.conversation.Choice;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Preferences;
import io.ringback.session.Purpose;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What an integrator's routes can hand in, and how they are told of mistakes. */
class RoutesHandInTest extends ProcessTestBase {

    @Autowired
    private ProducerTemplate routes;

    private Map<String, Object> call(String id) {
        return new HashMap<>(Map.of(
                "id", id,
                "caller", "070-174 06 05",
                "callee", "tel:+46701740606",
                "medium", "VOICE",
                "occurredAt", Instant.now().toString()));
    }

    private UUID onlyCase() {
        return jdbc.sql("select id from failed_call_case").query(UUID.class).single();
    }

    @Test
    void aWholeCaseRunsThroughTheEndpoints() throws Exception {
        camel.getRouteController().startRoute("switch");
        Map<String, Object> busy = call("leg-1@pbx");
        busy.put("sipStatus", 486);
        routes.sendBody("direct:failed-call", busy);
        routes.sendBody("direct:failed-call", busy);
        routes.sendBody(
                "direct:reply-received",
                Map.of(
                        "id",
                        "mo-1",
                        "session",
                        received(QUESTION, 1, Purpose.ANSWER).token(),
                        "from",
                        "mailto:anna@example.test",
                        "text",
                        "Ja tack"));
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.CONNECT, Optional.of(voiceOf(bob)));
        messageSent(CONNECTION, 1);
        routes.sendBody(
                "direct:connection-outcome",
                Map.of("id", "b2b-1", "caseId", onlyCase().toString(), "ending", "CONNECTED"));
        assertThat(outcome(onlyCase())).isEqualTo("CONNECTED");
    }

    @Test
    void aDeliveryReportReachesTheCaseAndAnAnsweredCallEndsIt() {
        Map<String, Object> unanswered = call("leg-2@pbx");
        unanswered.put("cause", "NO_ANSWER");
        routes.sendBody("direct:failed-call", unanswered);
        UUID question = messageSent(QUESTION, 1).id();
        routes.sendBody(
                "direct:delivery-report", Map.of("id", "dlr-1", "messageId", question.toString(), "delivered", false));
        assertThat(jdbc.sql("select state from outbound_message where id = ?")
                        .param(question)
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED");
        routes.sendBody("direct:answered-call", call("leg-3@pbx"));
        assertThat(outcome(onlyCase())).isEqualTo("REACHED_MEANWHILE");
    }

    @Test
    void anEndingThatIsNoneOfOurBusinessOpensNothing() {
        Map<String, Object> moved = call("leg-4@pbx");
        moved.put("sipStatus", 302);
        routes.sendBody("direct:failed-call", moved);
        assertThat(jdbc.sql("select count(*) from failed_call_case")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Map<String, Object> join() {
        return new HashMap<>(Map.of(
                "id", "join-1",
                "caller", "070-174 06 05",
                "conference", "sip:conference@example.test",
                "missing",
                        List.of(
                                Map.of("callee", "tel:+46701740606", "cause", "BUSY"),
                                Map.of("callee", "tel:+46701740607", "sipStatus", 480, "rang", "true")),
                "occurredAt", Instant.now().toString()));
    }

    @Test
    void oneFailedJoinOpensACaseForEachWhoIsMissing() {
        person("Carol", "tel:+46701740607", "mailto:carol@example.test", Preferences.UNSET);
        Map<String, Object> join = join();
        routes.sendBody("direct:failed-call", join);
        routes.sendBody("direct:failed-call", join);
        assertThat(jdbc.sql("select p.name || ' ' || c.cause || ' ' || c.conference || ' ' || c.state"
                                + " from failed_call_case c join person p on p.id = c.callee_id order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "Bob BUSY sip:conference@example.test ASKING_CALLER",
                        "Carol NO_ANSWER sip:conference@example.test ASKING_CALLER");
    }

    @Test
    void aFailedCallMaySayThatItWasToAConference() {
        Map<String, Object> call = call("leg-6@pbx");
        call.put("cause", "BUSY");
        call.put("conference", "sip:conference@example.test");
        routes.sendBody("direct:failed-call", call);
        assertThat(jdbc.sql("select conference from failed_call_case")
                        .query(String.class)
                        .single())
                .isEqualTo("sip:conference@example.test");
    }

    @Test
    void aMistakeInAFailedJoinIsNamedAndNothingOfItIsStored() {
        Map<String, Object> join = join();
        join.put("missing", List.of(Map.of("callee", "tel:+46701740606", "cause", "BUSY"), Map.of("callee", "Carol")));
        assertThatThrownBy(() -> routes.sendBody("direct:failed-call", join))
                .rootCause()
                .hasMessageContaining("The field callee is no address");
        join.put("missing", List.of());
        assertThatThrownBy(() -> routes.sendBody("direct:failed-call", join))
                .rootCause()
                .hasMessageContaining("The field missing is no list of maps");
        join.remove("missing");
        join.putAll(Map.of("callee", "tel:+46701740606", "medium", "VOICE", "cause", "BUSY"));
        join.put("conference", "conference@example.test");
        assertThatThrownBy(() -> routes.sendBody("direct:failed-call", join))
                .rootCause()
                .hasMessageContaining("The field conference is a mailto: address");
        assertThat(jdbc.sql("select count(*) from inbound_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whicheverAMediumBringsIsHandedInAtOneEndpoint() {
        Map<String, Object> busy = call("leg-7@pbx");
        busy.put("cause", "BUSY");
        routes.sendBody("direct:failed-call", busy);
        OutboundMessage question = messageSent(QUESTION, 1);
        routes.sendBody("direct:handed-in", Map.of("kind", "NOTHING", "id", "dlr-2"));
        routes.sendBody(
                "direct:handed-in",
                HandedIn.report(Map.of("id", "dlr-3", "messageId", question.id().toString(), "delivered", true)));
        routes.sendBody(
                "direct:handed-in",
                Map.of(
                        "kind",
                        "REPLY",
                        "id",
                        "mo-2",
                        "session",
                        received(QUESTION, 1, Purpose.ANSWER).token(),
                        "from",
                        "mailto:anna@example.test",
                        "text",
                        "nej tack"));
        assertThat(outcome(onlyCase())).isEqualTo("DECLINED: caller said no");
        assertThat(jdbc.sql("select id from inbound_event where id like '%dlr%'")
                        .query(String.class)
                        .list())
                .containsExactly("report:dlr-3");
    }

    @ParameterizedTest
    @CsvSource({"PIGEON,The field kind is not one of", "'',The field kind is missing"})
    void whatIsOfNoKindIsRefusedAndNothingIsStored(String kind, String problem) {
        Map<String, Object> reply = Map.of(
                "kind", kind, "id", "mo-3", "medium", "SMS", "from", "+46701740606", "to", SENDERS.get(0), "text", "1");
        assertThatThrownBy(() -> routes.sendBody("direct:handed-in", reply))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
        assertThat(jdbc.sql("select count(*) from inbound_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aPhoneThatRangForSecondsRangAlsoIfNobodySaysSo() {
        Map<String, Object> givenUp = call("leg-8@pbx");
        givenUp.put("sipStatus", 487);
        givenUp.put("ringSeconds", "25");
        routes.sendBody("direct:failed-call", givenUp);
        assertThat(jdbc.sql("select cause from failed_call_case")
                        .query(String.class)
                        .single())
                .isEqualTo("NO_ANSWER");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndOfWhomIsMissing() {
        Map<String, Object> join = join();
        join.remove("conference");
        join.put("missing", List.of(Map.of("callee", "tel:+46701740606", "cause", "BUSY"), Map.of("callee", "Carol")));
        assertThatThrownBy(() -> routes.sendBody("direct:failed-call", join))
                .rootCause()
                .hasMessage(
                        "The field conference is missing. The field cause is missing; give it, or sipStatus, or"
                                + " q850. (missing[1]) The field callee is no address: This is neither a phone number, a mail"
                                + " address nor a tel:, sip:, mailto:, xmpp:, im: or ntfy: URI. (missing[1]) See docs/adapters.md.");
    }

    @ParameterizedTest
    @CsvSource({
        "callee,070-174 06 05,The field callee is the caller",
        "callee,bob@example.test,'The field callee is a mailto: address, which VOICE does not reach'",
        "rang,true,'The field cause is given, so leave out sipStatus'",
        "sipStatus,200,The field sipStatus must be from 300 to 699",
        "sipStatus,busy,The field sipStatus is no whole number",
        "occurredAt,2020-01-01T12:00:00Z,The field occurredAt is longer ago than 168 hours",
        "occurredAt,2100-01-01T12:00:00Z,The field occurredAt is in the future"
    })
    void theRulesAreThoseOfTheApi(String field, String value, String problem) {
        Map<String, Object> call = call("leg-9@pbx");
        call.put("cause", "BUSY");
        call.put(field, value);
        assertThatThrownBy(() -> routes.sendBody("direct:failed-call", call))
                .rootCause()
                .hasMessageContaining(problem);
        assertThat(jdbc.sql("select count(*) from inbound_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "id,'',The field id is missing",
        "caller,nobody,The field caller is no address",
        "medium,PIGEON,The field medium is not one of",
        "cause,BORED,The field cause is not one of",
        "occurredAt,yesterday,The field occurredAt is no time"
    })
    void aMistakeIsNamedAndNothingIsStored(String field, String value, String problem) {
        Map<String, Object> call = call("leg-5@pbx");
        call.put("cause", "BUSY");
        call.put(field, value);
        assertThatThrownBy(() -> routes.sendBody("direct:failed-call", call))
                .rootCause()
                .hasMessageContaining(problem);
        assertThat(jdbc.sql("select count(*) from inbound_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
