package io.ringback.media.sipmessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.arrival.HandedIn.Kind;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.xml.HostileDocuments;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a MESSAGE says that came in, be it as it may. */
class MessageReaderTest {

    private static final String ID = "0f0e8b0c-52a8-4d9a-9d0f-3b8e9b1a7c11";
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final SipMessages messages =
            new SipMessages(new SipMessageProperties(false), "sip:192.0.2.1", "", () -> true, Clock.systemUTC());

    private static SipRequest message(String type, String body, Map<String, String> more) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("From", List.of("\"Bob <sip:eve@switch.example>\" <sip:bob@switch.example;user=phone>;tag=1"));
        headers.put("To", List.of("<sip:ringback7@switch.example>"));
        headers.put("Call-ID", List.of("a84b4c76e66710"));
        headers.put("CSeq", List.of("1 MESSAGE"));
        headers.put("Content-Type", List.of(type));
        more.forEach((name, value) -> headers.put(name, List.of(value)));
        return new SipRequest(
                "MESSAGE",
                "sip:ringback@192.0.2.9",
                headers,
                Optional.of(body).filter(text -> !text.isEmpty()),
                "192.0.2.1:5060/UDP");
    }

    private ReceivedMessage read(String type, String body) {
        return messages.received(message(type, body, Map.of()));
    }

    private static String cpim(String type, String content) {
        return "From: <sip:somebody@elsewhere.example>\r\nTo: <sip:ringback@switch.example>\r\n"
                + "NS: x <urn:ietf:params:imdn>\r\nx.Message-ID: 1\r\n\r\nContent-Type: " + type + "\r\n\r\n" + content;
    }

    private static String imdn(String kind, String status) {
        return "<?xml version=\"1.0\"?><imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>" + ID
                + "</message-id><datetime>2026-03-01T12:00:00Z</datetime><" + kind + "><status><" + status
                + "/></status></" + kind + "></imdn>";
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 ja tack, Åsa", "да, хорошо", "好的，一", "نعم", "हाँ ठीक है", "Yes 👍"})
    void aTextInAnyScriptIsAReply(String text) {
        for (ReceivedMessage reading : List.of(read(TEXT, text + "\r\n"), read("message/cpim", cpim(TEXT, text)))) {
            assertThat(reading.handedIn().kind()).isEqualTo(Kind.REPLY);
            assertThat(reading.status()).isEqualTo(200);
            assertThat(reading.handedIn().fields())
                    .containsEntry("medium", "INSTANT_MESSAGE")
                    .containsEntry("from", "sip:bob@switch.example")
                    .containsEntry("to", "sip:ringback7@switch.example")
                    .containsEntry("text", text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain;charset=utf8",
                "text/plain; charset=\"UTF8\"",
                "text/plain; charset='utf-8'",
                "TEXT/PLAIN ; CHARSET = Utf-8",
                "text/plain;charset=ascii",
                "text/plain;format=flowed;charset=utf8"
            })
    void utf8IsUtf8HoweverItIsSpelled(String type) {
        assertThat(read(type, "Ja").handedIn().fields()).containsEntry("text", "Ja");
        assertThat(read("message/cpim", cpim(type, "Ja")).handedIn().fields()).containsEntry("text", "Ja");
    }

    @Test
    void theSameMessageHasTheSameIdAndNoOtherHas() {
        Object first = read(TEXT, "1").handedIn().fields().get("id");

        assertThat(messages.received(message(TEXT, "1", Map.of("Via", "another way")))
                        .handedIn()
                        .fields())
                .containsEntry("id", first);
        for (Map<String, String> other : List.of(
                Map.of("Call-ID", "another"),
                Map.of("CSeq", "2 MESSAGE"),
                Map.of("From", "<sip:carol@switch.example>;tag=1"))) {
            assertThat(messages.received(message(TEXT, "1", other))
                            .handedIn()
                            .fields()
                            .get("id"))
                    .isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <sip:carol@switch.example>                          | sip:carol@switch.example
        "C, D" <sips:carol@switch.example:5062;lr>          | sips:carol@switch.example:5062
        sip:carol@switch.example;x=y                        | sip:carol@switch.example
        <SIP:carol@switch.example?Subject=x>                | sip:carol@switch.example
        """)
    void whomTheSwitchVouchesForIsTheSender(String identity, String expected) {
        assertThat(messages.received(message(TEXT, "1", Map.of("P-Asserted-Identity", identity)))
                        .handedIn()
                        .fields())
                .containsEntry("from", expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        From                | <tel:+46701234567>
        From                | Bob
        P-Asserted-Identity | <tel:+46701234567>
        To                  | <mailto:ringback@switch.example>
        """)
    void whoHasNoSipAddressIsRefused(String header, String value) {
        assertThat(messages.received(message(TEXT, "1", Map.of(header, value))).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "delivery-notification, delivered, true",
        "display-notification, displayed, true",
        "delivery-notification, failed, false",
        "delivery-notification, error, false"
    })
    void aDispositionNotificationIsADeliveryReport(String kind, String status, boolean delivered) {
        for (ReceivedMessage reading : List.of(
                read("message/imdn+xml", imdn(kind, status)),
                read("message/cpim", cpim("message/imdn+xml", imdn(kind, status))))) {
            assertThat(reading.handedIn().kind()).isEqualTo(Kind.REPORT);
            assertThat(reading.status()).isEqualTo(200);
            assertThat(reading.handedIn().fields())
                    .containsEntry("messageId", ID)
                    .containsEntry("delivered", delivered)
                    .containsEntry("problem", "IMDN " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "display-notification, error",
        "display-notification, forbidden",
        "delivery-notification, forbidden",
        "processing-notification, stored",
        "processing-notification, processed",
        "delivery-notification, unheard-of"
    })
    void aDispositionThatSaysNothingOfDeliveryIsTakenAndIgnored(String kind, String status) {
        ReceivedMessage reading = read("message/imdn+xml", imdn(kind, status));

        assertThat(reading.handedIn().kind()).isEqualTo(Kind.NOTHING);
        assertThat(reading.status()).isEqualTo(200);
    }

    @Test
    void aNotificationOfAMessageThatIsNotOursIsIgnored() {
        ReceivedMessage reading =
                read("message/imdn+xml", imdn("delivery-notification", "failed").replace(ID, "sip-call-id"));

        assertThat(reading.handedIn().kind()).isEqualTo(Kind.NOTHING);
        assertThat(reading.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \r\n ", "\u0000\u0007"})
    void whatSaysNothingIsIgnored(String body) {
        ReceivedMessage reading = read(TEXT, body);

        assertThat(reading.handedIn().kind()).isEqualTo(Kind.NOTHING);
        assertThat(reading.status()).isEqualTo(200);
    }

    @Test
    void whatADatabaseDoesNotTakeIsLeftOut() {
        assertThat(read(TEXT, "ja\u0000\u001b\r\ntack").handedIn().fields()).containsEntry("text", "ja\ntack");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/im-iscomposing+xml",
                "text/html",
                "multipart/mixed; boundary=x",
                "application/vnd.gsma.rcs-ft-http+xml",
                "text/plain; charset=iso-8859-1",
                "text/plain;charset=\"no-such\"",
                "nonsense"
            })
    void otherTypesAreRefusedAndSayWhatIsTaken(String type) {
        for (ReceivedMessage reading : List.of(read(type, "1"), read("message/cpim", cpim(type, "1")))) {
            assertThat(reading.handedIn().kind()).isEqualTo(Kind.NOTHING);
            assertThat(reading.status()).isEqualTo(415);
            assertThat(reading.headers()).containsEntry("Accept", "text/plain, message/cpim, message/imdn+xml");
        }
    }

    @Test
    void cpimThatIsNoneIsRefused() {
        String header = "From: <sip:bob@switch.example>\r\n";
        for (String body : List.of(
                "just text",
                header,
                header + "\r\nja",
                header + "\r\nContent-Type: text/plain",
                "no name\r\n\r\n\r\nja",
                ": no name\r\n\r\n\r\nja",
                "A: b\r\n".repeat(5_000) + "\r\n\r\nja")) {
            assertThat(read("message/cpim", body).status()).as(body).isEqualTo(400);
        }
        assertThat(read("message/cpim", cpim("text/plain\r\nContent-Transfer-Encoding: base64", "amE="))
                        .status())
                .isEqualTo(415);
        // RFC 2045 5.2: without headers of its own the part is text.
        assertThat(read("message/cpim", header + "\r\n\r\nja").handedIn().fields())
                .containsEntry("text", "ja");
    }

    @Test
    void aTextNobodyWritesByHandIsTooLarge() {
        assertThat(read(TEXT, "a".repeat(8_001)).status()).isEqualTo(413);
        assertThat(read("message/imdn+xml", imdn("delivery-notification", "failed") + " ".repeat(9_000))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void xmlThatFetchesOrExpandsIsRefused() {
        String good = imdn("delivery-notification", "failed");
        String entities = "<!DOCTYPE imdn [<!ENTITY a \"" + ID + "\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>";
        String xml = "<?xml version=\"1.0\"?>";
        for (String body : List.of(
                good.replace(xml, xml + entities),
                good.replace(xml, xml + entities).replace(ID, "&a;"),
                good.replace(xml, xml + entities).replace(ID, "&b;"),
                good.replace(xml, xml + "<!DOCTYPE imdn SYSTEM \"http://127.0.0.1:9/x.dtd\">"),
                good.replace(ID, "&a;"),
                good.replace("</imdn>", ""),
                good.replace("urn:ietf:params:xml:ns:imdn", "urn:other"),
                good.replace("<failed/>", ""),
                good.replace(ID, ""),
                "<imdn>".repeat(1_000),
                "not XML at all")) {
            assertThat(read("message/imdn+xml", body).status()).as(body).isEqualTo(400);
        }
    }

    static Stream<Arguments> hostile() {
        String good = imdn("delivery-notification", "failed").replace("<?xml version=\"1.0\"?>", "");
        return HostileDocuments.of(good, ID).entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileNotificationsAreRefused(String name, String xml) {
        assertThatThrownBy(() -> DispositionNotification.parse(xml))
                .isInstanceOfSatisfying(RefusedMessage.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
    }

    @Test
    void whatOthersAddToANotificationIsPassedOver() {
        String foreign = "<x:failed xmlns:x=\"urn:x\"/>";
        String xml = imdn("delivery-notification", "delivered")
                .replace("<message-id>", "<x:message-id xmlns:x=\"urn:x\">1</x:message-id><message-id>")
                .replace("<status>", "<status>" + foreign);

        assertThat(read("message/imdn+xml", xml).handedIn().fields())
                .containsEntry("messageId", ID)
                .containsEntry("delivered", true);
    }

    @Test
    void neitherAddressesNorTextsStandInWhatIsLogged() {
        assertThat(read(TEXT, "secret")).hasToString("REPLY 200");
        assertThatThrownBy(() -> DispositionNotification.parse("<secret"))
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
