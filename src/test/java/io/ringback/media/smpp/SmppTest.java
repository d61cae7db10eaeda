package io.ringback.media.smpp;

import static io.ringback.media.smpp.SmsRoute.text;
import static io.ringback.peers.NpmSmsc.is;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.BesideOthers;
import io.ringback.delivery.Failure;
import io.ringback.media.smpp.SmsRoute.Sent;
import io.ringback.peers.NpmSmsc;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.texting.GsmAlphabet;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The route for short messages with an SMSC by others, on one bind that holds. */
@BesideOthers
class SmppTest {

    private static final HexFormat HEX = HexFormat.of();

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private static NpmSmsc smsc;
    private static SmsRoute route;
    private static int rawOnes;

    @BeforeAll
    static void bind() {
        smsc = PEERS.with(NpmSmsc.start(Ports.free(), "secret", false));
        route = SmsRoute.start(Map.of(), smsc.port());
    }

    @AfterAll
    static void unbind() {
        route.close();
    }

    @BeforeEach
    void calm() {
        smsc.command(Map.of("set", settings(null, "000", false)));
        route.throwing(() -> null);
        route.replies().clear();
        route.reports().clear();
        route.sent().clear();
    }

    private static Map<String, Object> settings(String receipt, String err, boolean parameters) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("statuses", List.of());
        settings.put("receipt", receipt);
        settings.put("err", err);
        settings.put("parameters", parameters);
        settings.put("body", null);
        settings.put("nack", null);
        settings.put("cancel", null);
        settings.put("replace", null);
        return settings;
    }

    // Out

    @ParameterizedTest
    @ValueSource(strings = {"Anna called", "a€"})
    void aTextThatIsSettledIsCancelledByTheIdsThatTheSmscGave(String written) {
        Sent sent =
                route.send(UUID.randomUUID().toString(), text(written.length() > 2 ? written : written.repeat(200)));

        assertThat(route.withdraw(sent.serverIds())).isNull();

        for (String id : sent.serverIds()) {
            JsonNode cancelled = cancelled(id);
            assertThat(cancelled.path("status").asInt()).isZero();
            assertThat(cancelled.path("from")).hasToString("[1,1,\"46700000001\"]");
            assertThat(cancelled.path("to")).hasToString("[1,1,\"46701234567\"]");
            assertThat(cancelled.path("service_type").asText()).isEmpty();
        }
        assertThat(sent.serverIds()).as("with the zeros before it").allMatch(id -> id.startsWith("0000"));
        assertThat(route.withdraw(sent.serverIds()))
                .as("the SMSC holds it no more")
                .isEqualTo(new Failure.Refused("cancel_sm was answered SMPP 0x11"));
    }

    @Test
    void aTextWithoutAnIdCannotBeCancelled() {
        assertThat(route.withdraw(List.of(SentTexts.UNNAMED))).isInstanceOf(Failure.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        // A provider that does not know cancel_sm.
        "2147483656, 3,   '',       Refused",
        "2147483648, 3,   '',       Refused",
        // One of its own, and one that may pass.
        "2147483656, 1029, '',      Refused",
        "2147483656, 8,   '',       NotTaken",
        "2147483656, 88,  'ffff',   NotTaken"
    })
    void whatTheSmscAnswersToACancelHarmsNothing(long command, int status, String body, String meaning) {
        Sent sent = route.send(UUID.randomUUID().toString(), text("Anna called"));
        smsc.set("cancel", List.of(command, status, body));

        assertThat(route.withdraw(sent.serverIds()).getClass().getSimpleName()).isEqualTo(meaning);

        assertThat(route.send(UUID.randomUUID().toString(), text("Bob called")).failure())
                .as("the bind holds")
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"Anna called, Anna called 3 times", "Анна звонила, Анна звонила 3 раза"})
    void aTextThatTheSmscHoldsIsReplacedByTheIdThatItGave(String before, String after) {
        String id = UUID.randomUUID().toString();
        Sent sent = route.send(id, text(before));

        assertThat(route.replace(id, after, sent.serverIds())).isNull();

        String given = sent.serverIds().get(0).split("\t")[0];
        JsonNode replaced = smsc.until(
                "replacement",
                event -> is(event, "replace") && event.path("id").asText().equals(given));
        assertThat(replaced.path("status").asInt()).isZero();
        assertThat(replaced.path("text").asText()).isEqualTo(after);
        assertThat(replaced.path("from")).hasToString("[1,1,\"46700000001\"]");
        assertThat(replaced.path("registered_delivery").asInt()).isEqualTo(1);
        assertThat(replaced.path("validity_minutes").asInt()).isBetween(28, 30);
        assertThat(route.withdraw(sent.serverIds())).as("it has its id still").isNull();
        assertThat(route.replace(id, after, sent.serverIds()))
                .as("the SMSC holds it no more")
                .isEqualTo(new Failure.Refused("replace_sm was answered SMPP 0x13"));
    }

    @ParameterizedTest
    @CsvSource({"Anna called, Анна звонила", "Анна звонила, Anna called"})
    void theAlphabetOfATextStaysBecauseReplaceSmHasNone(String before, String after) {
        String id = UUID.randomUUID().toString();
        Sent sent = route.send(id, text(before));

        assertThat(route.replace(id, after, sent.serverIds())).isInstanceOf(Failure.Refused.class);
        assertThat(route.withdraw(sent.serverIds()))
                .as("the old text is held still")
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "200, 1", "200, 200"})
    void aTextOfSeveralSegmentsStaysAsItIs(int before, int after) {
        String id = UUID.randomUUID().toString();
        Sent sent = route.send(id, text("a".repeat(before)));

        assertThat(route.replace(id, "b".repeat(after), sent.serverIds()))
                .isInstanceOfSatisfying(Failure.Refused.class, refused -> assertThat(refused.problem())
                        .contains("the old text stays"));
        assertThat(route.withdraw(sent.serverIds())).isNull();
    }

    @Test
    void anSmscThatDoesNotKnowReplacementsSendsNothingAndKeepsItsBind() {
        String id = UUID.randomUUID().toString();
        Sent sent = route.send(id, text("Anna called"));
        smsc.set("replace", List.of(0x80000000L, 3, ""));

        assertThat(route.replace(id, "Anna called 3 times", sent.serverIds())).isInstanceOf(Failure.Refused.class);
        assertThat(route.replace(id, "Anna called", List.of(SentTexts.UNNAMED))).isInstanceOf(Failure.Refused.class);

        assertThat(route.send(UUID.randomUUID().toString(), text("Bob called")).failure())
                .isNull();
    }

    private JsonNode cancelled(String id) {
        return smsc.until(
                "cancel of " + id,
                event -> is(event, "cancel") && event.path("id").asText().equals(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna försökte ringa dig. https://ring.example/c/0123456789abcdefghijkl",
                "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ÄÖÑÜ§¿äöñüà",
                "{a} [b] ~ ^ | €",
                "Анна звонила",
                "アンナ 안나 😀"
            })
    void aTextArrivesAsItWasWritten(String written) {
        Sent sent = route.send(UUID.randomUUID().toString(), text(written));
        assertThat(sent.failure()).isNull();
        assertThat(sent.reportFollows()).isTrue();
        JsonNode taken = taken(sent.providerIds().get(0));
        assertThat(taken.path("text").asText()).isEqualTo(written);
        assertThat(taken.path("data_coding").asInt()).isEqualTo(GsmAlphabet.isWritable(written) ? 0 : 8);
        assertThat(taken.path("registered_delivery").asInt()).isEqualTo(1);
        assertThat(taken.path("replace_if_present_flag").asInt()).isZero();
        assertThat(taken.path("has_validity").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H,   60",
        // Of what is over by now only the shortest time is left, and the SMSC is not asked to keep it for ever.
        "-PT3H,  1",
        // The setting is the upper bound.
        "P3D,    1440"
    })
    void aTextIsKeptNoLongerThanItIsWorthDelivering(Duration left, int minutes) {
        Map<String, Object> message = new HashMap<>(text("Anna called"));
        message.put("validUntil", Instant.now().plus(left).toString());

        Sent sent = route.send(UUID.randomUUID().toString(), message);

        assertThat(taken(sent.providerIds().get(0)).path("validity_minutes").asInt())
                .isEqualTo(minutes);
    }

    @Test
    void aTimeThatCannotBeReadLeavesTheSetting() {
        Map<String, Object> message = new HashMap<>(text("Anna called"));
        message.put("validUntil", "tomorrow");

        Sent sent = route.send(UUID.randomUUID().toString(), message);

        assertThat(taken(sent.providerIds().get(0)).path("validity_minutes").asInt())
                .isEqualTo(1440);
    }

    @ParameterizedTest
    @CsvSource({
        "+46700000001, '[1,1,\"46700000001\"]'",
        "tel:+46700000001, '[1,1,\"46700000001\"]'",
        "71234, '[3,0,\"71234\"]'",
        "Ringback, '[5,0,\"Ringback\"]'"
    })
    void sendersAreNumbersShortCodesAndNames(String sender, String onTheWire) {
        Map<String, Object> message = new HashMap<>(text("Hej"));
        message.put("from", sender);
        Sent sent = route.send(UUID.randomUUID().toString(), message);
        JsonNode taken = taken(sent.providerIds().get(0));
        assertThat(taken.path("from")).hasToString(onTheWire);
        assertThat(taken.path("to")).hasToString("[1,1,\"46701234567\"]");
    }

    @ParameterizedTest
    @CsvSource({"a€, 200", "я😀, 80"})
    void aLongTextGoesInSegmentsThatBelongTogether(String piece, int times) {
        String written = piece.repeat(times);
        Sent sent = route.send(UUID.randomUUID().toString(), text(written));
        assertThat(sent.providerIds()).hasSize(GsmAlphabet.segments(written));
        List<JsonNode> taken = sent.providerIds().stream().map(this::taken).toList();
        assertThat(taken.stream().map(one -> one.path("text").asText()).collect(Collectors.joining()))
                .isEqualTo(written);
        assertThat(taken).allMatch(one -> one.path("esm_class").asInt() == 0x40);
        String reference = taken.get(0).path("udh").path(0).asText().substring(0, 6);
        for (int i = 0; i < taken.size(); i++) {
            assertThat(taken.get(i).path("udh").path(0).asText())
                    .isEqualTo(reference + "%02x%02x".formatted(taken.size(), i + 1));
        }
    }

    @Test
    void anEarlierTextIsReplaced() {
        Map<String, Object> message = new HashMap<>(text("Anna har ringt 2 gånger"));
        message.put("replaces", true);
        Sent sent = route.send(UUID.randomUUID().toString(), message);
        assertThat(taken(sent.providerIds().get(0))
                        .path("replace_if_present_flag")
                        .asInt())
                .isEqualTo(1);
        message.put("text", "a".repeat(200));
        Sent several = route.send(UUID.randomUUID().toString(), message);
        assertThat(several.providerIds())
                .allMatch(id -> taken(id).path("replace_if_present_flag").asInt() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "11, Refused, SMPP 0x0B ESME_RINVDSTADR",
        "10, Refused, SMPP 0x0A ESME_RINVSRCADR",
        "102, Refused, SMPP 0x66 ESME_RX_R_APPN",
        "8, NotTaken, SMPP 0x08 ESME_RSYSERR",
        "69, NotTaken, SMPP 0x45 ESME_RSUBMITFAIL",
        "1025, NotTaken, SMPP 0x401"
    })
    void whatTheSmscRefusesIsToldFromWhatItMayTakeLater(int status, String kind, String problem) {
        smsc.set("statuses", List.of(status));
        Failure failure = route.send(UUID.randomUUID().toString(), text("Hej")).failure();
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.problem()).isEqualTo(problem);
    }

    @Test
    void aSegmentThatWasTakenIsNotSentAgain() {
        String id = UUID.randomUUID().toString();
        Map<String, Object> message = text("b".repeat(400));
        smsc.set("statuses", List.of(0, 8));
        assertThat(route.send(id, message).failure()).isInstanceOf(Failure.NotTaken.class);
        int before = smsc.events("submit").size();
        Sent sent = route.send(id, message);
        assertThat(sent.providerIds()).hasSize(3).doesNotHaveDuplicates();
        await().untilAsserted(() -> assertThat(smsc.events("submit")).hasSize(before + 2));
    }

    @ParameterizedTest
    @CsvSource({"'', tel:+46701234567, Hej", "+46700000001, '', Hej", "+46700000001, tel:+46701234567, ''"})
    void aMessageThatLacksAFieldIsNotTriedAgain(String from, String to, String written) {
        Failure failure =
                route.send("x", Map.of("from", from, "to", to, "text", written)).failure();
        assertThat(failure).isInstanceOf(Failure.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "20200000", "0000"})
    void aTextThatIsTakenWithoutANameIsSentOnce(String body) {
        smsc.set("body", body);
        Sent sent = route.send(UUID.randomUUID().toString(), text("Hej"));
        assertThat(sent.failure()).isNull();
        assertThat(sent.providerIds()).containsExactly("-");
        assertThat(sent.reportFollows()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "41423132, ab12", // no NUL
        "41423132000427, ab12", // half an optional parameter behind it
        "4142313200001d000100, ab12"
    })
    void aNameIsReadWhateverIsBehindIt(String body, String id) {
        smsc.set("body", body);
        Sent sent = route.send(UUID.randomUUID().toString(), text("Hej"));
        assertThat(sent.failure()).isNull();
        assertThat(sent.providerIds()).containsExactly(id);
        assertThat(sent.reportFollows()).isTrue();
    }

    @Test
    void aNameThatIsTooLongIsThatOfItsReceipt() {
        smsc.set("body", HEX.formatHex("a".repeat(80).getBytes(ISO_8859_1)) + "00");
        Sent sent = route.send(UUID.randomUUID().toString(), text("Hej"));
        assertThat(delivered(receipt("id:" + "A".repeat(80) + " stat:DELIVRD"))).isZero();
        assertThat(route.reports().get(0).get("providerId"))
                .isEqualTo(sent.providerIds().get(0));
    }

    @Test
    void whatTheSmscRefusesIsLoggedWithItsStatus() {
        try (SmppLog log = new SmppLog()) {
            smsc.set("statuses", List.of(0x0B));
            route.send("refused-1", text("Hej"));
            smsc.set("nack", 0x03);
            assertThat(route.send("nacked-1", text("Hej")).failure()).isInstanceOf(Failure.NotTaken.class);
            assertThat(log.lines())
                    .contains(
                            "Message refused-1 was not taken by the SMSC on bind smsc-1: SMPP 0x0B ESME_RINVDSTADR",
                            "Message nacked-1 was not taken by the SMSC on bind smsc-1: SMPP generic_nack 0x03"
                                    + " ESME_RINVCMDID")
                    .noneMatch(line -> line.contains("46701234567"));
        }
    }

    // Receipts

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, 000, false, true,",
        "UNDELIV, 011, false, false, SMPP receipt UNDELIV 011",
        "EXPIRED, 000, false, false, SMPP receipt EXPIRED 000",
        "REJECTD, 0a1, false, false, SMPP receipt REJECTD 0a1",
        "DELETED, 000, false, false, SMPP receipt DELETED 000",
        "UNKNOWN, 000, false, false, SMPP receipt UNKNOWN 000",
        "DELIVRD, 000, true, true,",
        "UNDELIV, 011, true, false, SMPP receipt UNDELIV"
    })
    void aReceiptTellsWhatBecameOfAMessage(
            String state, String err, boolean parameters, boolean delivered, String problem) {
        smsc.command(Map.of("set", settings(state, err, parameters)));
        Sent sent = route.send(UUID.randomUUID().toString(), text("Hej"));
        await().untilAsserted(() -> assertThat(route.reports()).hasSize(1));
        Map<?, ?> report = route.reports().get(0);
        assertThat(report.get("providerId")).isEqualTo(sent.providerIds().get(0));
        assertThat(report.get("recipient")).isEqualTo("tel:+46701234567");
        assertThat(report.get("medium")).isEqualTo("SMS");
        assertThat(report.get("delivered")).isEqualTo(delivered);
        assertThat(report.get("problem")).isEqualTo(problem);
        assertThat(report.get("id").toString()).startsWith("smpp:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENROUTE", "ACCEPTD"})
    void aReceiptOnTheWayIsAcknowledgedAndNotTold(String state) {
        assertThat(delivered(receipt("id:1 stat:" + state + " err:000"))).isZero();
        assertThat(route.reports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id: stat:", "stat:UNDELIV", "id:12", "id:12 stat:WHAT", "no receipt at all"})
    void aReceiptThatSaysNothingIsAcknowledgedAndNotTold(String written) {
        assertThat(delivered(receipt(written))).isZero();
        assertThat(route.reports()).isEmpty();
    }

    @Test
    void aReceiptThatAPersonWritesIsAText() {
        Map<String, Object> written = mo("id:00001001 sub:001 dlvrd:000 stat:UNDELIV err:001");
        assertThat(delivered(written)).isZero();
        assertThat(route.reports()).isEmpty();
        assertThat(route.replies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id:78 stat:UNDELIV err:034 text:Anna",
                "id:78 sub:001 dlvrd:000 submit date:2611291512 done date:2611291513 stat:UNDELIV err:034 text:",
                "id:0000000078,sub:001,dlvrd:000,stat:UNDELIV,err:034",
                "ID: 78; STAT: UNDELIV; ERR: 034;"
            })
    void aReceiptThatIsNotMarkedIsKnownByItsContent(String written) {
        route.sent().add("78", "tel:+46701234567");
        assertThat(delivered(mo(written))).isZero();
        assertThat(route.replies()).isEmpty();
        assertThat(route.reports().get(0).get("providerId")).isEqualTo("78");
        assertThat(route.reports().get(0).get("delivered")).isEqualTo(false);
        assertThat(route.reports().get(0).get("problem")).isEqualTo("SMPP receipt UNDELIV 034");
    }

    @Test
    void aReceiptThatIsQuickerThanTheSmscsAnswerIsKnownByItsDates() {
        assertThat(delivered(
                        mo("id:78 sub:001 dlvrd:001 submit date:2611291512 done date:2611291512 stat:DELIVRD err:000")))
                .isZero();
        assertThat(route.replies()).isEmpty();
        assertThat(route.reports()).hasSize(1);
    }

    @Test
    void aReceiptOfATextToSomebodyElseIsATextOfWhoeverWroteIt() {
        route.sent().add("78", "tel:+46709999999");
        assertThat(delivered(mo("id:78 stat:UNDELIV err:034"))).isZero();
        assertThat(route.reports()).isEmpty();
        assertThat(route.replies()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"8, US-ASCII", "8, UTF-16BE", "8, UTF-16LE", "0, UTF-16BE", "3, UTF-16BE", "4, US-ASCII", "24, US-ASCII"
    })
    void aReceiptIsReadInWhateverOctetsItComes(int coding, String charset) {
        Map<String, Object> fields = receipt("");
        fields.put("data_coding", coding);
        fields.put(
                "short_message",
                HEX.formatHex("id:77 sub:001 stat:UNDELIV err:011 text:".getBytes(Charset.forName(charset))));
        assertThat(delivered(fields)).isZero();
        assertThat(route.replies()).isEmpty();
        assertThat(route.reports().get(0).get("providerId")).isEqualTo("77");
        assertThat(route.reports().get(0).get("problem")).isEqualTo("SMPP receipt UNDELIV 011");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id:77,sub:001,dlvrd:001,submit date:2611291512,done date:2611291513,stat:DELIVRD,err:000,text:|77",
                "id:77, stat:DELIVRD, err:000|77",
                "id: 77 stat: DELIVRD err: 000|77",
                "id:b1946ac9-2d stat:DELIVRD|b1946ac9-2d",
                "id: sub:001 dlvrd:001 stat:DELIVRD err:000|5"
            })
    void fieldsOfAReceiptStandAsTheSmscPleases(String written, String id) {
        route.sent().add("5", "tel:+46701234567");
        assertThat(delivered(receipt(written))).isZero();
        assertThat(route.reports().get(0).get("providerId")).isEqualTo(id);
        assertThat(route.reports().get(0).get("delivered")).isEqualTo(true);
    }

    @Test
    void aReceiptWithoutANameIsOfNoneOfSeveral() {
        route.sent().add("5", "tel:+46701234567");
        route.sent().add("6", "tel:+46701234567");
        assertThat(delivered(receipt("id: sub:001 dlvrd:001 stat:DELIVRD err:000")))
                .isZero();
        assertThat(route.reports()).isEmpty();
    }

    @Test
    void aReceiptWithoutASourceIsOfWhoeverGotTheText() {
        route.sent().add("77", "tel:+46701234567");
        Map<String, Object> fields = receipt("id:77 stat:DELIVRD err:000");
        fields.put("source_addr", "");
        assertThat(delivered(fields)).isZero();
        assertThat(route.reports().get(0).get("recipient")).isEqualTo("tel:+46701234567");
    }

    @Test
    void aReceiptWithTheAddressesOfOurMessageIsAboutThePersonToo() {
        Map<String, Object> receipt = receipt("id:78 stat:DELIVRD err:000");
        receipt.put("source_addr", "46700000001");
        receipt.put("destination_addr", "46701234567");
        assertThat(delivered(receipt)).isZero();
        assertThat(route.reports().get(0).get("recipient")).isEqualTo("tel:+46701234567");
    }

    @Test
    void theSameReceiptIsTheSameEvent() {
        Map<String, Object> receipt = receipt("id:77 submit date:2601010101 stat:DELIVRD err:000");
        delivered(receipt);
        delivered(receipt);
        delivered(receipt("id:77 submit date:2602020202 stat:DELIVRD err:000"));
        assertThat(route.reports().stream().map(report -> report.get("id")).distinct())
                .hasSize(2);
    }

    // In

    @ParameterizedTest
    @CsvSource({
        "0, 1, 4a61", // GSM
        "0, '€ [', 1b65201b3c",
        "1, Ja, 4a61",
        "3, Åsa, c5 73 61",
        "4, Åsa, c3 85 73 61",
        "4, Åsa, c5 73 61",
        "8, да 😀, 0434 0430 0020 d83d de00",
        "6, да, d4 d0",
        "240, Ja, 4a61",
        "24, да, 0434 0430",
        "8, д, 0434 04",
        "0, Ja, 4a0061"
    })
    void aTextIsReadByItsCoding(int coding, String written, String octets) {
        Map<String, Object> fields = mo("");
        fields.put("data_coding", coding);
        String hex = octets.replace(" ", "");
        // GSM has @ at 0.
        String expected = coding == 0 && hex.contains("00") ? "J@a" : written.equals("1") ? "Ja" : written;
        fields.put("short_message", hex);
        assertThat(delivered(fields)).isZero();
        Map<?, ?> reply = route.replies().get(0);
        assertThat(reply.get("text")).isEqualTo(expected);
        assertThat(reply.get("from")).isEqualTo("tel:+46701234567");
        assertThat(reply.get("to")).isEqualTo("+46700000001");
        assertThat(reply.get("medium")).isEqualTo("SMS");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 46701234567, tel:+46701234567",
        "0, 46701234567, tel:+46701234567",
        "0, +46701234567, tel:+46701234567",
        "0, 0046701234567, tel:+46701234567",
        "2, 0701234567, tel:+46701234567",
        "2, 701234567, tel:+46701234567",
        "0, 0701234567, tel:+46701234567",
        "3, 72222, 72222",
        "0, 72222, 72222",
        "5, Banken, Banken",
        "1, 0701234567, tel:+46701234567",
        "1, 0046701234567, tel:+46701234567",
        "1, 72222, 72222",
        "2, 46701234567, tel:+46701234567",
        "4, 46701234567, tel:+46701234567",
        "5, 46701234567, tel:+46701234567",
        "5, +46701234567, tel:+46701234567",
        "6, 0701234567, tel:+46701234567",
        "127, 46701234567, tel:+46701234567",
        "0, 46 70-123 45 67, tel:+46701234567",
        "1, 000, 000"
    })
    void sendersAreReadByTheirTypeOfNumber(int ton, String address, String from) {
        Map<String, Object> fields = mo("Ja");
        fields.put("source_addr_ton", ton);
        fields.put("source_addr", address);
        assertThat(delivered(fields)).isZero();
        assertThat(route.replies().get(0).get("from")).isEqualTo(from);
    }

    @Test
    void aTextInMessagePayloadIsRead() {
        Map<String, Object> fields = mo("");
        fields.put("message_payload", HEX.formatHex("x".repeat(1000).getBytes(ISO_8859_1)));
        assertThat(delivered(fields)).isZero();
        assertThat(route.replies().get(0).get("text")).isEqualTo("x".repeat(1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0003%1$s", "0804%2$s"})
    void segmentsArePutTogetherInWhateverOrder(String element) {
        String header = element.formatted("a7%02x%02x", "01a7%02x%02x");
        byte[] octets = "я".repeat(80).concat("😀").getBytes(UTF_16BE);
        // Cut within the pair, as some phones do.
        byte[][] parts = {slice(octets, 0, 100), slice(octets, 100, 162), slice(octets, 162, octets.length)};
        for (int number : new int[] {3, 1, 1, 2}) {
            Map<String, Object> fields = mo("");
            fields.put("esm_class", 0x40);
            fields.put("data_coding", 8);
            String information = header.formatted(3, number);
            fields.put(
                    "short_message",
                    "%02x".formatted(information.length() / 2) + information + HEX.formatHex(parts[number - 1]));
            assertThat(delivered(fields)).isZero();
        }
        assertThat(route.replies()).hasSize(1);
        assertThat(route.replies().get(0).get("text")).isEqualTo("я".repeat(80) + "😀");
    }

    @Test
    void segmentsArePutTogetherByParameters() {
        for (int number = 1; number <= 2; number++) {
            Map<String, Object> fields = mo("part " + number + ". ");
            fields.put("sar_msg_ref_num", 4711);
            fields.put("sar_total_segments", 2);
            fields.put("sar_segment_seqnum", number);
            assertThat(delivered(fields)).isZero();
        }
        assertThat(route.replies().get(0).get("text")).isEqualTo("part 1. part 2. ");
    }

    @ParameterizedTest
    @CsvSource({
        "05 00 03 01 02 03, Ja", // the third of two
        "05 00 03 01 00 00, Ja",
        "05 00 03 01 01 01, Ja", // one of one
        "05 00 ff 01 02 01, Ja", // an element longer than the header
        "00, Ja",
        "06 05 04 0b 84 23 f0, Ja", // port numbers
        "02 00 00, Ja"
    })
    void aWrongHeaderIsTakenAway(String header, String expected) {
        Map<String, Object> fields = mo("");
        fields.put("esm_class", 0x40);
        fields.put("short_message", header.replace(" ", "") + "4a61");
        assertThat(delivered(fields)).isZero();
        assertThat(route.replies().get(0).get("text")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "ff4a61", "03"})
    void aHeaderLongerThanTheTextStopsNothing(String octets) {
        Map<String, Object> fields = mo("");
        fields.put("esm_class", 0x40);
        fields.put("short_message", octets);
        assertThat(delivered(fields)).isZero();
        assertThat(delivered(mo("Ja"))).isZero();
        assertThat(route.replies()).hasSize(2);
    }

    @Test
    void whatCannotBeStoredNowIsAskedForAgainAndIsTheSameEvent() {
        route.throwing(() -> new IllegalStateException("the database is away"));
        assertThat(delivered(mo("Ja"))).isEqualTo(0x64);
        route.throwing(() -> null);
        assertThat(delivered(mo("Ja"))).isZero();
        assertThat(delivered(mo("Ja"))).isZero();
        assertThat(route.replies().stream().map(reply -> reply.get("id")).distinct())
                .hasSize(2);
    }

    @Test
    void whatWillNeverBeTakenIsRefused() {
        route.throwing(() -> new IllegalArgumentException("\"to\" is no sender of ours"));
        assertThat(delivered(mo("Ja"))).isEqualTo(0x65);
    }

    @Test
    void aTextWithoutASourceIsRefused() {
        Map<String, Object> fields = mo("Ja");
        fields.put("source_addr", "");
        assertThat(delivered(fields)).isEqualTo(0x65);
        assertThat(route.replies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "142000, 3 octets", // a tag and half a length
        "0204000107, 0x0204", // user_message_reference of one octet
        "0204000107 140300021234, 0x0204",
        "140300 40 12, 0x1403", // longer than the PDU
        "02040000, 0x0204",
        "ff, 1 octets"
    })
    void aBrokenParameterCostsThatParameterAndNotTheText(String parameters, String told) {
        try (SmppLog log = new SmppLog()) {
            assertThat(raw("00", "00", "Yes", parameters)).isZero();
            assertThat(route.replies().get(0).get("text")).isEqualTo("Yes");
            assertThat(log.lines()).anyMatch(line -> line.contains(told));
        }
    }

    @Test
    void whatIsReadableBesideABrokenParameterCounts() {
        // user_message_reference of one octet, then receipted_message_id and message_state.
        assertThat(raw("04", "00", "", "0204000107 001e0003373700 0427000102")).isZero();
        assertThat(route.reports().get(0).get("providerId")).isEqualTo("77");
        assertThat(route.reports().get(0).get("delivered")).isEqualTo(true);
    }

    @Test
    void fieldsThatNobodyReadsMayHoldAnything() {
        assertThat(raw("00", HEX.formatHex("2611291512".getBytes(ISO_8859_1)) + "00", "Yes", ""))
                .isZero();
        assertThat(route.replies().get(0).get("text")).isEqualTo("Yes");
    }

    @Test
    void aBrokenPduIsAnsweredAndTheBindHolds() {
        // deliver_sm whose short_message is said to be longer than the PDU, and one that ends within an address.
        smsc.command(Map.of(
                "raw",
                "0000002a00000005000000000000900100010134360001013437000000000000000000ff4a61"
                        .replace("0000002a", "00000026")));
        smsc.command(Map.of("raw", "000000140000000500000000000090020001".concat("0131")));
        for (int sequence : new int[] {0x9001, 0x9002}) {
            smsc.until(
                    "an answer to the broken one",
                    event -> event.path("sequence_number").asInt() == sequence
                            && event.path("status").asInt() != 0);
        }
        int binds = smsc.events("bind").size();
        assertThat(delivered(mo("Ja"))).isZero();
        assertThat(smsc.events("bind")).hasSize(binds);
    }

    @Test
    void anUnknownCommandIsAnsweredAndTheBindHolds() {
        smsc.command(Map.of("raw", "00000010000000990000000000009003"));
        smsc.until(
                "a generic_nack",
                event -> is(event, "generic_nack")
                        && event.path("sequence_number").asInt() == 0x9003);
        assertThat(delivered(mo("Ja"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000200000005", "7fffffff000000050000000000009004", "ffffffff000000050000000000009005"})
    void aLengthThatCannotBeEndsTheSessionAndANewOneIsBound(String octets) {
        int binds = smsc.events("bind").size();
        smsc.command(Map.of("raw", octets.length() < 32 ? octets + "0000000000009006" : octets));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(smsc.events("bind")).hasSizeGreaterThan(binds));
        route.awaitBinds(1);
        assertThat(delivered(mo("Ja"))).isZero();
    }

    @Test
    void tenThousandTextsFromOneNumberAreAllAcknowledged() {
        int before = route.repliesCounted();
        smsc.command(Map.of("flood", Map.of("fields", mo(""), "count", 10_000, "window", 200)));
        JsonNode done = smsc.until("all answered", event -> is(event, "flooded"));
        assertThat(done.path("results").path("0").asInt()).isEqualTo(10_000);
        assertThat(route.repliesCounted() - before).isEqualTo(10_000);
        assertThat(route.replies().stream().map(reply -> reply.get("id")).distinct())
                .hasSize(10_000);
    }

    private JsonNode taken(String id) {
        return smsc.until(
                "message " + id,
                event -> is(event, "submit")
                        && event.path("id").isTextual()
                        && ReceiptIds.AS_SENT
                                .ofResponse(event.path("id").asText())
                                .equals(id));
    }

    private static int delivered(Map<String, Object> fields) {
        String tag = UUID.randomUUID().toString();
        smsc.deliver(tag, fields);
        return smsc.statusOf(tag);
    }

    /** Sends a deliver_sm octet by octet, and returns the status of its answer. */
    private static int raw(String esmClass, String scheduled, String text, String parameters) {
        int sequence = 0x9100 + ++rawOnes;
        String octets = HEX.formatHex(text.getBytes(ISO_8859_1));
        String body = "000101" + HEX.formatHex("46701234567".getBytes(ISO_8859_1)) + "000101"
                + HEX.formatHex("46700000001".getBytes(ISO_8859_1)) + "00" + esmClass + "0000" + scheduled
                + "0000000000"
                + "%02x".formatted(text.length()) + octets + parameters.replace(" ", "");
        smsc.command(Map.of("raw", "%08x0000000500000000%08x".formatted(16 + body.length() / 2, sequence) + body));
        return smsc.until(
                        "an answer to the raw one",
                        event -> event.path("sequence_number").asInt() == sequence)
                .path("status")
                .asInt();
    }

    private static Map<String, Object> receipt(String written) {
        Map<String, Object> fields = mo(written);
        fields.put("esm_class", 4);
        return fields;
    }

    private static Map<String, Object> mo(String written) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("source_addr_ton", 1);
        fields.put("source_addr_npi", 1);
        fields.put("source_addr", "46701234567");
        fields.put("dest_addr_ton", 1);
        fields.put("dest_addr_npi", 1);
        fields.put("destination_addr", "46700000001");
        fields.put("data_coding", 0);
        fields.put("short_message", HEX.formatHex(GsmAlphabet.encode(written)));
        return fields;
    }

    private static byte[] slice(byte[] octets, int from, int to) {
        return Arrays.copyOfRange(octets, from, to);
    }
}
