package io.ringback.telephony.diversion;

import static io.ringback.telephony.diversion.SwitchRequests.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.protocol.xml.HostileDocuments;
import io.ringback.telephony.diversion.SwitchNotice.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Dialog states (RFC 4235) as a switch publishes them. */
class DialogStatesTest {

    private final SwitchCalls calls = SwitchRequests.calls(null);

    /** A document of the callee's dialog: Anna called Bob. */
    static String document(String state, String attributes, String further) {
        return """
                <?xml version="1.0"?>
                <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="partial"
                    entity="sip:bob@example.com">
                  <dialog id="as7d900as8" call-id="a84b4c76e66710" direction="recipient">
                    <state %s>%s</state>
                    <local><identity display="Bob">sip:bob@example.com</identity></local>
                    <remote><identity>sip:anna@example.com</identity>%s</remote>
                  </dialog>
                </dialog-info>
                """.formatted(attributes, state, further);
    }

    @Test
    void aConfirmedDialogIsAnAnsweredCall() {
        SwitchNotice reading = calls.published(publish("Ringback-Call-ID: 4711", document("confirmed", "", "")));

        assertThat(reading.kind()).isEqualTo(Kind.ANSWERED);
        assertThat(reading.status()).isEqualTo(200);
        assertThat(reading.call())
                .containsOnlyKeys("id", "caller", "callee", "medium", "occurredAt")
                .containsEntry("caller", "sip:anna@example.com")
                .containsEntry("callee", "sip:bob@example.com");
    }

    @Test
    void itHasTheIdThatTheDivertedCallHas() {
        String diverted = calls.diverted(SwitchRequests.invite(
                        "sip:ringback@192.0.2.9", "Diversion: <sip:bob@example.com>\nRingback-Call-ID: 4711"))
                .call()
                .get("id");

        assertThat(calls.published(publish("Ringback-Call-ID: 4711", document("confirmed", "", "")))
                        .call())
                .containsEntry("id", diverted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            event="cancelled" code="487" | 487
            event="cancelled"            | 487
            event="timeout"              | 408
            event="rejected" code="486"  | 486
            event="rejected"             | 480
            code="603"                   | 603
            """)
    void aDialogThatWasNeverConfirmedIsAFailedCall(String attributes, String status) {
        SwitchNotice reading =
                calls.published(publish("Ringback-Ring-Time: 12", document("terminated", attributes, "")));

        assertThat(reading.kind()).as(reading.note()).isEqualTo(Kind.FAILED);
        assertThat(reading.status()).isEqualTo(200);
        assertThat(reading.call())
                .containsEntry("sipStatus", status)
                .containsEntry("rang", "true")
                .containsEntry("ringSeconds", "12");
    }

    @Test
    void withoutARingTimeNothingRang() {
        assertThat(calls.published(publish("Reason: Q.850;cause=20", document("terminated", "event=\"timeout\"", "")))
                        .call())
                .containsEntry("rang", "false")
                .containsEntry("q850", "20")
                .doesNotContainKey("ringSeconds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            trying     | !!
            early      | !!
            terminated | !!
            terminated | event="remote-bye"
            terminated | event="local-bye"
            terminated | event="replaced"
            terminated | code="200"
            """)
    void whatIsNoEndingOfAnAttemptIsTakenAndOpensNothing(String state, String attributes) {
        SwitchNotice reading = calls.published(publish("", document(state, attributes == null ? "" : attributes, "")));

        assertThat(reading).isEqualTo(SwitchNotice.nothing(200, "the dialog neither was answered nor failed"));
    }

    @Test
    void theCallersOwnDialogSaysTheSameTheOtherWayRound() {
        SwitchNotice reading = calls.published(publish(
                "", document("confirmed", "", "").replace("direction=\"recipient\"", "direction=\"initiator\"")));

        assertThat(reading.call())
                .containsEntry("caller", "sip:bob@example.com")
                .containsEntry("callee", "sip:anna@example.com");
    }

    @Test
    void whatOthersAddToADocumentIsPassedOver() {
        String more = "<x:identity xmlns:x=\"urn:x\">sip:eve@example.com</x:identity>"
                + "<x:target xmlns:x=\"urn:x\" uri=\"sip:eve@example.com\"><x:param pname=\"isfocus\"/></x:target>";

        SwitchNotice reading = calls.published(publish(
                "", document("terminated", "event=\"cancelled\"", more).replace("<remote>", "<remote>" + more)));

        assertThat(reading.kind()).isEqualTo(Kind.FAILED);
        assertThat(reading.call())
                .containsEntry("caller", "sip:anna@example.com")
                .doesNotContainKey("conference");
    }

    @Test
    void aFocusIsAConference() {
        SwitchNotice reading = calls.published(publish(
                "",
                document(
                        "terminated",
                        "event=\"cancelled\"",
                        "<target uri=\"sip:conf-77@example.com\"><param pname=\"isfocus\" pval=\"true\"/></target>")));

        assertThat(reading.call()).containsEntry("conference", "sip:conf-77@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:anonymous@anonymous.invalid, sip:bob@example.com",
        "sip:ringback@example.com, sip:bob@example.com",
        "sip:anna@example.com, sip:ringback@example.com",
        "sip:anna@example.com, sip:anna@example.com",
        "tel:123;phone-context=pbx.example, sip:bob@example.com"
    })
    void whoCannotBeServedOpensNothing(String caller, String callee) {
        SwitchNotice reading = calls.published(publish(
                "",
                document("confirmed", "", "")
                        .replace(">sip:anna@example.com", ">" + caller)
                        .replace(">sip:bob@example.com", ">" + callee)));

        assertThat(reading.kind()).isEqualTo(Kind.NOTHING);
        assertThat(reading.status()).isEqualTo(200);
    }

    static Stream<Arguments> refused() {
        String good = document("confirmed", "", "");
        String bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
        return Stream.of(
                Arguments.of("another event package", "Event: presence", good, 489),
                Arguments.of("a refreshment", "SIP-If-Match: 1", good, 412),
                Arguments.of("another type", "Content-Type: application/pidf+xml", good, 415),
                Arguments.of("no body", "", "", 400),
                Arguments.of("no XML", "", "confirmed", 400),
                Arguments.of("XML cut short", "", good.substring(0, 200), 400),
                Arguments.of("another document", "", "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"/>", 400),
                Arguments.of(
                        "two dialogs", "", good.replace("</dialog-info>", "<dialog id=\"2\"/></dialog-info>"), 400),
                Arguments.of(
                        "an address with an element in it",
                        "",
                        good.replace(">sip:anna@example.com", ">sip:anna<x/>@example.com"),
                        400),
                Arguments.of(
                        "a dialog in another namespace", "", good.replace("<dialog ", "<dialog xmlns=\"urn:x\" "), 400),
                Arguments.of("nobody", "", good.replace("sip:anna@example.com", ""), 400),
                Arguments.of("an endless document", "", good.replace("Bob", "B".repeat(20_000)), 413),
                Arguments.of(
                        "an entity of a file",
                        "",
                        good.replace("?>", "?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>")
                                .replace(">sip:anna", ">&x;sip:anna"),
                        400),
                Arguments.of(
                        "entities within entities",
                        "",
                        good.replace("?>", "?>" + bomb).replace("Bob", "&b;"),
                        400),
                Arguments.of("a document type", "", good.replace("?>", "?>" + bomb), 400),
                Arguments.of(
                        "a bad ring time", "Ringback-Ring-Time: x", document("terminated", "code=\"486\"", ""), 400));
    }

    static Stream<Arguments> hostile() {
        String good = document("confirmed", "", "").replaceFirst("<\\?xml.*\\?>\\s*", "");
        return HostileDocuments.of(good, "confirmed").entrySet().stream()
                .map(one -> Arguments.of(one.getKey(), "", one.getValue(), 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"refused", "hostile"})
    void whatCannotBeUnderstoodIsRefusedAndNothingIsTold(String name, String lines, String body, int status) {
        SwitchNotice reading = calls.published(publish(lines, body));

        assertThat(reading.kind()).isEqualTo(Kind.REFUSED);
        assertThat(reading.status()).isEqualTo(status);
        assertThat(reading.call()).isEmpty();
    }
}
