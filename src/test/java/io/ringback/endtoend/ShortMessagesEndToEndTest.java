package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.TestDatabase;
import io.ringback.benchmark.SmtpSink;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.ladder.LadderRows;
import io.ringback.media.mms.Mm7Relay;
import io.ringback.media.mms.Mm7Relay.Submission;
import io.ringback.media.mms.Requests;
import io.ringback.peers.GoSendXmpp;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Linphone;
import io.ringback.peers.NpmSmsc;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Prosody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Question, notification, reply, information, fallback and STOP through the whole of Ringback and the servers of each
 * medium: an SMSC, an XMPP server, a switch with a phone, and a relay for multimedia messages.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class ShortMessagesEndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String DOMAIN = "ringback.example";
    private static final String PASSWORD = "0123456789abcdef0123456789abcdef";
    private static final List<String> SMS_SENDERS = List.of("+46701000001", "+46701000002");
    /** The numbers of the relay's requests. */
    private static final String MMS_SENDER = "+46701740699";

    private static final String MMS_READER = "+46701740605";
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int SMSC_PORT = Ports.free();
    private static final int SIP_PORT = Ports.free();

    @TempDir
    static Path routes;

    private static NpmSmsc smsc;
    private static Prosody prosody;
    private static Mm7Relay relay;
    private static Kamailio kamailio;
    private static SmtpSink mails;
    private static int people;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private CallEvents calls;

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private LadderRows ladder;

    @LocalServerPort
    private int port;

    private Person anna;
    private String annasNumber;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        smsc = NpmSmsc.start(SMSC_PORT);
        prosody = Prosody.of(Map.of("ringback", PASSWORD, "bob", "bobs-secret", "ben", "bens-secret"))
                .start();
        relay = new Mm7Relay();
        mails = new SmtpSink();
        kamailio = Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + SIP_PORT + "\"")
                .define("RINGBACK_PORT", Integer.toString(SIP_PORT))
                .user("bob", "bobs-secret")
                .user("ringback", PASSWORD)
                .start();
        for (String route : List.of("mail-out", "sms", "mms", "instant-message", "ntfy", "web-push", "sip-message")) {
            Path file = Path.of("camel-routes", route + ".camel.yaml");
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        DATABASE.register(registry);
        registry.add("ringback.secret", () -> PASSWORD);
        registry.add("ringback.public-url", () -> "https://ringback.example.com");
        registry.add("ringback.quiet-hours", () -> "never");
        // Anna calls 20 people within a minute.
        registry.add("ringback.caps.per-caller", () -> "none");
        registry.add("ringback.camel-routes-directory", routes::toString);
        registry.add("ringback.mail.domain", () -> DOMAIN);
        registry.add("ringback.mail.smtp.host", () -> "127.0.0.1");
        registry.add("ringback.mail.smtp.port", mails::port);
        registry.add("ringback.mail.smtp.starttls-required", () -> "false");
        registry.add("ringback.delivery.first-retry", () -> "200ms");
        registry.add("ringback.sms.senders", () -> String.join(",", SMS_SENDERS));
        registry.add("ringback.sms.smpp.binds", () -> "127.0.0.1:" + SMSC_PORT);
        registry.add("ringback.sms.smpp.system-id", () -> "ringback");
        registry.add("ringback.sms.smpp.first-reconnect", () -> "100ms");
        registry.add("ringback.sms.smpp.longest-reconnect", () -> "500ms");
        registry.add("ringback.mms.senders", () -> MMS_SENDER);
        registry.add("ringback.mms.mm7.url", relay::url);
        registry.add("ringback.mms.mm7.user", () -> "ringback");
        registry.add("ringback.mms.mm7.password", () -> PASSWORD);
        registry.add("ringback.mms.mm7.vasp-id", () -> "ringback");
        registry.add("ringback.mms.mm7.relay-user", () -> "relay");
        registry.add("ringback.mms.mm7.relay-password", () -> PASSWORD);
        registry.add(
                "ringback.instant-messages.senders",
                () -> "xmpp:" + prosody.jid("ringback") + ",sip:ringback@" + DOMAIN);
        registry.add("ringback.xmpp.accounts[0].jid", () -> prosody.jid("ringback"));
        registry.add("ringback.xmpp.accounts[0].password", () -> PASSWORD);
        registry.add("ringback.xmpp.host", () -> "127.0.0.1");
        registry.add("ringback.xmpp.port", prosody::port);
        registry.add("ringback.xmpp.trusted-certificates", () -> prosody.certificate()
                .toString());
        registry.add("ringback.instant-messages.sip", () -> "true");
        registry.add("ringback.sip.proxy", () -> "sip:127.0.0.1:" + kamailio.port());
        registry.add("ringback.sip.domain", () -> DOMAIN);
        registry.add("ringback.sip.account", () -> "ringback");
        registry.add("ringback.sip.password", () -> PASSWORD);
        registry.add("ringback.sip.listen", () -> "udp:127.0.0.1:" + SIP_PORT);
        registry.add("ringback.announcement.listen", () -> "127.0.0.1:" + Ports.free());
        registry.add("ringback.connections.number", () -> "+46812345678");
    }

    @AfterAll
    static void stop() throws Exception {
        smsc.close();
        prosody.close();
        relay.close();
        kamailio.close();
        mails.close();
    }

    @BeforeEach
    void annaHasAMobile() {
        smsc.set("receipt", "DELIVRD");
        smsc.set("unmarked", false);
        annasNumber = number();
        anna = person("Anna", sms(annasNumber));
    }

    @Test
    void everythingBySms() {
        String bobs = number();
        UUID caseId = callFails(anna, person("Bob", sms(bobs)));
        JsonNode question = sms("asks Anna", annasNumber, "Shall we tell Bob?");
        answers(annasNumber, question, "Ja");
        JsonNode notice = sms("tells Bob", bobs, "Anna called you");
        assertThat(notice.path("text").asText())
                .contains("https://ringback.example.com/c/")
                .doesNotContain(annasNumber.substring(3));
        assertThat(notice.path("udh")).isEmpty();
        answers(bobs, notice, "På väg, ring mig!");
        sms("informs Anna", annasNumber, "Bob can be reached now");
        awaitOutcome(caseId, "INFORMED");
        assertThat(journal(caseId))
                .containsSubsequence("QUESTION WRITTEN", "NOTIFICATION WRITTEN", "INFORMATION DELIVERED")
                // A receipt may come after the answer.
                .contains("QUESTION DELIVERED", "NOTIFICATION DELIVERED");
        awaitOnLadder(
                caseId,
                "RINGBACK>SMS_CENTRE SMPP question",
                "SMS_CENTRE>RINGBACK SMPP receipt",
                "SMS_CENTRE>RINGBACK SMPP text: Ja",
                "SMS_CENTRE>RINGBACK SMPP text: På väg, ring mig!");
        assertThat(ladder.of(List.of(caseId)).rungs())
                .allSatisfy(rung -> assertThat(rung.text()).doesNotContainPattern("/[qcwu]/[A-Za-z0-9_-]{22}"));
    }

    @Test
    void whatSmsDoesNotDeliverGoesByXmppAndIsAnsweredThere() {
        GoSendXmpp phone = peers.with(GoSendXmpp.listen(prosody, "bob"));
        always(anna);
        smsc.set("receipt", "UNDELIV");
        String bobs = number();
        Person bob = person("Bob", sms(bobs), device(Medium.INSTANT_MESSAGE, "xmpp:" + prosody.jid("bob")));
        UUID caseId = callFails(anna, bob);
        sms("tells Bob", bobs, "Anna called you");
        await().atMost(PATIENCE).until(() -> phone.heard().contains("Anna called you"));
        smsc.set("receipt", "DELIVRD");
        GoSendXmpp.send(prosody, "bob", prosody.jid("ringback"), "gladly");
        awaitOutcome(caseId, "INFORMED");
        assertThat(journal(caseId)).containsSubsequence("NOTIFICATION FAILED", "NOTIFICATION SENT");
        awaitOnLadder(
                caseId,
                "SMS_CENTRE>RINGBACK SMPP receipt",
                "RINGBACK>MESSAGE_SERVER XMPP notification",
                "MESSAGE_SERVER>RINGBACK XMPP message: gladly");
    }

    @Test
    void aReceiptThatTheSmscDoesNotMarkIsNoAnswerAndTheCaseGoesOnAsAfterAMarkedOne() {
        GoSendXmpp phone = peers.with(GoSendXmpp.listen(prosody, "ben"));
        smsc.set("unmarked", true);
        String bens = number();
        Person ben = person("Ben", sms(bens), device(Medium.INSTANT_MESSAGE, "xmpp:" + prosody.jid("ben")));
        UUID caseId = callFails(anna, ben);
        JsonNode question = sms("asks Anna", annasNumber, "Shall we tell Ben?");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(journal(caseId)).contains("QUESTION DELIVERED"));
        smsc.set("receipt", "UNDELIV");
        answers(annasNumber, question, "Ja");
        sms("tells Ben", bens, "Anna called you");
        await().atMost(PATIENCE).until(() -> phone.heard().contains("Anna called you"));
        smsc.set("receipt", "DELIVRD");
        GoSendXmpp.send(prosody, "ben", prosody.jid("ringback"), "yes");
        awaitOutcome(caseId, "INFORMED");
        assertThat(journal(caseId))
                .containsSubsequence("QUESTION DELIVERED", "NOTIFICATION FAILED", "NOTIFICATION SENT")
                .doesNotContain("ASK_BACK WRITTEN");
    }

    @Test
    void whatAServiceWithAShortCodeOrANameWritesIsTakenOnceAndIsNobodysAnswer() throws Exception {
        for (String service : List.of("72222", "112", "Google")) {
            for (String text : List.of("Your code is 1", "STOP")) {
                String tag = UUID.randomUUID().toString();
                smsc.deliver(
                        tag,
                        Map.of(
                                "source_addr_ton",
                                service.equals("Google") ? 5 : 3,
                                "source_addr",
                                service,
                                "destination_addr",
                                SMS_SENDERS.get(0).substring(1),
                                "short_message",
                                HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII))));
                assertThat(smsc.statusOf(tag)).isZero();
            }
        }
        assertThat(handIn(
                        Requests.RELATED,
                        Requests.related(
                                Requests.deliverReq("d-9", "", "")
                                        .replaceAll("(?s)(<Sender>).*?(</Sender>)", "$1<ShortCode>72222</ShortCode>$2"),
                                Requests.content(Requests.text("STOP")))))
                .contains("1000");
        assertThat(jdbc.sql("select count(*) from inbound_event where payload::text like '%72222%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aPhoneIsWrittenToBySipAndAnswers() {
        Linphone phone = peers.with(Linphone.start(kamailio, "bob", 440));
        always(anna);
        UUID caseId = callFails(anna, person("Bob", device(Medium.INSTANT_MESSAGE, "sip:bob@" + DOMAIN)));
        assertThat(phone.awaitText()).contains("Anna called you");
        phone.write("sip:ringback@" + DOMAIN, "ok, Åsa här");
        awaitOutcome(caseId, "INFORMED");
        awaitOnLadder(caseId, "SWITCH>RINGBACK SIP MESSAGE: ok, Åsa här", "RINGBACK>SWITCH SIP 200 OK (MESSAGE)");
    }

    @Test
    void aPictureCardIsAnsweredAlthoughTheRelayDroppedItsLink() throws Exception {
        always(anna);
        UUID caseId = callFails(anna, person("Bob", device(Medium.MMS, "tel:" + MMS_READER)));
        await().atMost(PATIENCE).until(() -> !relay.submissions.isEmpty());
        Submission card = relay.submissions.get(0);
        assertThat(relay.invalid).isEmpty();
        assertThat(card.content().values()).anySatisfy(part -> assertThat(part.text())
                .contains("Anna called you")
                .contains("https://ringback.example.com/c/"));
        assertThat(handIn(Requests.XML, Requests.deliveryReportReq("r-1", messageId(card), "Retrieved")))
                .contains("1000");
        assertThat(handIn(
                        Requests.RELATED,
                        Requests.related(Requests.deliverReq("d-1", "", ""), Requests.content(Requests.text("Ja")))))
                .contains("1000");
        awaitOutcome(caseId, "INFORMED");
        assertThat(journal(caseId)).contains("NOTIFICATION DELIVERED");
        awaitOnLadder(
                caseId,
                "RINGBACK>MMS_RELAY MM7 notification: Anna called you",
                "MMS_RELAY>RINGBACK MM7 DeliveryReportReq: Retrieved",
                "MMS_RELAY>RINGBACK MM7 DeliverReq: Ja");
    }

    /** @param rungs each from whom to whom in what, its label, and after a colon what its text ends with or has */
    private void awaitOnLadder(UUID caseId, String... rungs) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rungs).allSatisfy(rung -> {
            String[] parts = rung.split(": ", 2);
            assertThat(ladder.of(List.of(caseId)).rungs()).anySatisfy(one -> {
                assertThat(one.from().party() + ">" + one.to().party() + " "
                                + one.protocol().words() + " " + one.label())
                        .isEqualTo(parts[0]);
                assertThat(one.text()).contains(parts.length > 1 ? parts[1] : "");
            });
        }));
    }

    @Test
    void stopEndsItAtThatNumberAndNowhereElse() {
        String bobs = number();
        always(anna);
        Person bob = person("Bob", sms(bobs), device(Medium.EMAIL, "mailto:bob" + bobs + "@" + DOMAIN));
        UUID caseId = callFails(anna, bob);
        JsonNode notice = sms("tells Bob", bobs, "Anna called you");
        answers(bobs, notice, "Avsluta");
        sms("confirms", bobs, "no more messages");
        awaitOutcome(caseId, "DECLINED");
        UUID next = callFails(anna, bob);
        await().atMost(PATIENCE).until(() -> journal(next).contains("NOTIFICATION SENT"));
        assertThat(submitted(bobs).stream().filter(text -> text.contains("Anna called you")))
                .hasSize(1);
        answers(bobs, notice, "START");
        sms("confirms", bobs, "again");
        Person carl = person("Carl", sms(number()));
        always(carl);
        callFails(carl, bob);
        sms("tells Bob again", bobs, "Carl called you");
    }

    @Test
    void anSmscThatDiesInTheMiddleLosesAndDoublesNothing() {
        always(anna);
        List<String> numbers =
                IntStream.range(0, 20).mapToObj(number -> number()).toList();
        List<Person> readers =
                numbers.stream().map(number -> person("Reader", sms(number))).toList();
        smsc.set("receipt", "");
        smsc.set("limit", 10);
        List<JsonNode> taken = new ArrayList<>();
        readers.subList(0, 10).forEach(reader -> callFails(anna, reader));
        smsc.until("half", event -> NpmSmsc.is(event, "submit"));
        smsc.kill();
        taken.addAll(smsc.events("submit"));
        readers.subList(10, 20).forEach(reader -> callFails(anna, reader));
        smsc = NpmSmsc.start(SMSC_PORT);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(numbers)
                .allSatisfy(number -> assertThat(Stream.concat(taken.stream(), smsc.events("submit").stream())
                                .filter(event -> isTaken(event) && isTo(event, number)))
                        .isNotEmpty()));
        // A second copy is asked to replace the first, whose answer was lost.
        assertThat(numbers)
                .allSatisfy(number -> assertThat(Stream.concat(taken.stream(), smsc.events("submit").stream())
                                .filter(event -> isTaken(event) && isTo(event, number))
                                .skip(1))
                        .allMatch(event -> event.path("replace_if_present_flag").asInt() == 1));
    }

    private static boolean isTaken(JsonNode submit) {
        return submit.path("status").asInt() == 0;
    }

    private static boolean isTo(JsonNode submit, String number) {
        return submit.path("to").path(2).asText().equals(number.substring(1));
    }

    private static String number() {
        people++;
        return "+467017411%02d".formatted(people);
    }

    private static Device sms(String number) {
        return device(Medium.SMS, "tel:" + number);
    }

    private static Device device(Medium medium, String address) {
        return new Device(UUID.randomUUID(), medium, new Address(address), "Mobile");
    }

    /** Someone with a telephone too, which is what fails. */
    private Person person(String name, Device... devices) {
        people++;
        List<Device> all = new ArrayList<>(List.of(devices));
        all.add(device(Medium.VOICE, "tel:+467317411%02d".formatted(people)));
        Person person = new Person(
                UUID.randomUUID(), name, Locale.ENGLISH, ZoneId.of("Europe/Stockholm"), Preferences.UNSET, all);
        directory.save(person);
        return person;
    }

    private void always(Person caller) {
        directory.setAlwaysNotifyForMe(caller.id());
    }

    private UUID callFails(Person caller, Person callee) {
        Accepted accepted = calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                telephone(caller),
                telephone(callee),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "test"));
        return ((Accepted.New) accepted).caseId();
    }

    private static Address telephone(Person person) {
        return person.devices().get(person.devices().size() - 1).address();
    }

    private JsonNode sms(String what, String number, String text) {
        return smsc.until(
                what,
                event -> NpmSmsc.is(event, "submit")
                        && isTo(event, number)
                        && event.path("text").asText().contains(text));
    }

    private List<String> submitted(String number) {
        return smsc.events("submit").stream()
                .filter(event -> isTo(event, number))
                .map(event -> event.path("text").asText())
                .toList();
    }

    private void answers(String number, JsonNode sms, String text) {
        String tag = UUID.randomUUID().toString();
        smsc.deliver(
                tag,
                Map.of(
                        "source_addr_ton",
                        1,
                        "source_addr_npi",
                        1,
                        "source_addr",
                        number.substring(1),
                        "dest_addr_ton",
                        1,
                        "dest_addr_npi",
                        1,
                        "destination_addr",
                        sms.path("from").path(2).asText(),
                        "data_coding",
                        8,
                        "short_message",
                        HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE))));
        assertThat(smsc.statusOf(tag)).isZero();
    }

    private String messageId(Submission card) {
        return "id-" + card.text("TransactionID");
    }

    private String handIn(String contentType, String body) throws Exception {
        String login = Base64.getEncoder().encodeToString(("relay:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mm7"))
                                .header("Content-Type", contentType)
                                .header("Authorization", "Basic " + login)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void awaitOutcome(UUID caseId, String outcome) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        jdbc.sql("select coalesce(outcome, state) from failed_call_case where id = ?")
                                .param(caseId)
                                .query(String.class)
                                .single())
                .as(() -> String.join(", ", journal(caseId)))
                .isEqualTo(outcome));
    }

    private List<String> journal(UUID caseId) {
        return jdbc.sql("select step || ' ' || coalesce(result, '') from journal where case_id = ? order by id")
                .param(caseId)
                .query(String.class)
                .list();
    }
}
