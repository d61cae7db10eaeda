package io.ringback.endtoend;

import static io.ringback.endtoend.Words.hears;
import static io.ringback.endtoend.Words.hearsRecording;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.TestDatabase;
import io.ringback.benchmark.SmtpSink;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.ladder.LadderRows;
import io.ringback.ladder.Rung;
import io.ringback.peers.Baresip;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Linphone;
import io.ringback.peers.Peers;
import io.ringback.peers.Phone;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.UserAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Ringback talks to people: to Anna in the very call that failed, to Bob on another phone than the one that failed. With
 * {@code deploy/kamailio/kamailio.cfg} as the switch, phones of two makes, and espeak-ng, which says their names. What is
 * heard is compared with what espeak-ng and the recordings sound like.
 */
@SpringBootTest
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
class VoiceCallsTest {

    private static final int ANNAS_TONE = 440;
    private static final int BOBS_TONE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);
    private static final int TESTS = 30;

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int SIP_PORT = Ports.free();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path routes;

    private static Kamailio kamailio;
    private static SmtpSink mails;
    private static UserAgent agent;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private LadderRows ladder;

    @Autowired
    private UserAgent trunk;

    @Autowired
    private ProducerTemplate camel;

    private final int number = NUMBER.incrementAndGet();
    private final String annasNumber = annasNumber(number);
    private final String bobsDesk = bobsDesk(number);
    private final String bobsMobile = bobsMobile(number);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        mails = new SmtpSink();
        Kamailio.Configuration configuration = CallSettings.deployed(SIP_PORT).define("FLOOD", "500");
        for (int test = 1; test <= TESTS; test++) {
            configuration = configuration
                    .user(annasNumber(test), "annas-secret")
                    .user(bobsDesk(test), "bobs-secret")
                    .user(bobsMobile(test), "bobs-other-secret");
        }
        kamailio = configuration.start();
        DATABASE.register(registry);
        CallSettings.register(
                registry, kamailio, SIP_PORT, routes, "mail-out", "switch-in", "connect", "voice", "sip-message");
        CallSettings.registerAnnouncements(registry);
        CallSettings.registerMail(registry, mails.port());
        registry.add("ringback.quiet-hours", () -> "never");
    }

    @AfterAll
    static void stop() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new UserAgent.Holdings(0, 0, 0, 0)));
        kamailio.close();
        mails.close();
    }

    private static String annasNumber(int test) {
        return "+467017406%02d".formatted(test);
    }

    private static String bobsDesk(int test) {
        return "+467317406%02d".formatted(test);
    }

    private static String bobsMobile(int test) {
        return "+467617406%02d".formatted(test);
    }

    @BeforeEach
    void rememberTheAgent() {
        agent = trunk;
    }

    /** The way of the patent's voice message, and what nobody else has: consent in the very call that failed. */
    @Test
    void annaIsAskedOnTheSpotAndBobOnHisOtherPhoneAndTheyTalk() {
        anna();
        bob(Medium.VOICE);
        Baresip anna = phone(annasNumber, ANNAS_TONE);
        Baresip desk = phone(bobsDesk, 700);
        Baresip mobile = phone(bobsMobile, BOBS_TONE);
        anna.dial(kamailio.uri(bobsDesk));
        desk.awaitRinging();
        desk.reject();
        anna.awaitTalking();
        hears(anna, "Bob Berg is busy.");
        hearsRecording(anna, "voice-menu-offer-yes");
        anna.press("1");
        hearsRecording(anna, "voice-noted-yes");
        anna.awaitOver();

        mobile.awaitRinging();
        mobile.accept();
        hears(mobile, "Anna Andersson tried to reach you.");
        hearsRecording(mobile, "voice-menu-connect");
        mobile.press("1");
        anna.awaitRinging();
        hears(mobile, "We are calling Anna Andersson. Please hold the line.");
        anna.accept();
        hears(anna, "Bob Berg returns your call. To be connected now, press 1.");
        anna.press("1");
        talk(anna, mobile);
        assertThat(mobile.eventsWaiting("CALL_INCOMING"))
                .as("calls to Bob after the first")
                .isZero();
        anna.hangUp();
        mobile.awaitOver();
        assertThat(outcome()).isEqualTo("CONNECTED");
    }

    @Test
    void bobDialsTheNumberThatHeSawAndTalksToAnna() {
        anna(new Preferences(true, false, false));
        bob(Medium.EMAIL);
        Baresip anna = phone(annasNumber, ANNAS_TONE);
        fails();
        awaitWaiting();
        Baresip desk = phone(bobsDesk, BOBS_TONE);
        desk.dial(kamailio.uri(CallSettings.RINGBACKS_NUMBER));
        desk.awaitTalking();
        hears(desk, "Anna Andersson tried to reach you.");
        hearsRecording(desk, "voice-menu-connect");
        desk.press("1");
        anna.awaitRinging();
        hears(desk, "We are calling Anna Andersson. Please hold the line.");
        anna.accept();
        hears(anna, "Bob Berg returns your call. To be connected now, press 1.");
        anna.press("1");
        talk(anna, desk);
        assertThat(desk.eventsWaiting("CALL_INCOMING")).as("calls to Bob").isZero();
        anna.hangUp();
        desk.awaitOver();
        assertThat(outcome()).isEqualTo("CONNECTED");
    }

    @Test
    void annaDialsTheNumberHearsHowItStandsAndTakesItBack() {
        anna(new Preferences(true, false, false));
        bob(Medium.EMAIL);
        fails();
        awaitWaiting();
        Baresip anna = phone(annasNumber, ANNAS_TONE);
        anna.dial(kamailio.uri(CallSettings.RINGBACKS_NUMBER));
        anna.awaitTalking();
        hearsRecording(anna, "voice-menu-withdraw");
        anna.press("3");
        hearsRecording(anna, "voice-noted-withdraw");
        anna.awaitOver();
        assertThat(outcome()).isEqualTo("DECLINED");
    }

    @Test
    void whoeverNothingWaitsForHearsNoName() {
        anna(new Preferences(true, false, false));
        bob(Medium.EMAIL);
        fails();
        awaitWaiting();
        Baresip stranger = phone(bobsMobile, BOBS_TONE);
        stranger.dial(kamailio.uri(CallSettings.RINGBACKS_NUMBER));
        stranger.awaitTalking();
        hearsRecording(stranger, "voice-nothing-waits");
        stranger.awaitOver();
        assertThat(callsToTheNumber()).isZero();
    }

    /** Those of the two of which something is kept; other tests have some at the same time. */
    private long callsToTheNumber() {
        return jdbc.sql("select count(*) from voice_call where message_id is null"
                        + " and person_id in (select person_id from device where address_hash in (?, ?))")
                .params(hash(annasNumber), hash(bobsDesk))
                .query(Long.class)
                .single();
    }

    /** Until Bob is waited for, and may be told so. */
    private void awaitWaiting() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql(
                                "select m.state from outbound_message m join failed_call_case c on c.id = m.case_id"
                                        + " where c.callee_id in (select person_id from device where address_hash = ?) and m.kind = 'NOTIFICATION'")
                        .param(hash(bobsDesk))
                        .query(String.class)
                        .list())
                .containsExactly("SENT"));
    }

    @Test
    void twoIsYesForEver() throws Exception {
        UUID annasId = anna();
        bob(Medium.EMAIL);
        Baresip anna = askedOnTheSpot();
        anna.press("2");
        hearsRecording(anna, "voice-noted-always");
        anna.awaitOver();

        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
        assertThat(directory.find(annasId).orElseThrow().preferences().alwaysNotifyForMe())
                .isTrue();
    }

    @Test
    void whoHangsUpBeforeTheQuestionWasHeardIsAskedInWriting() throws Exception {
        anna();
        bob(Medium.EMAIL);
        Baresip anna = askedOnTheSpot();
        anna.hangUp();
        anna.awaitOver();

        mailTo(annasMailbox(), SmtpSink.Kind.QUESTION);
        assertThat(messagesToBob()).isEmpty();
    }

    @Test
    void theLadderHasTheCallWhatWasPlayedAndTheLetter() throws Exception {
        anna();
        bob(Medium.EMAIL);
        Baresip anna = askedOnTheSpot();
        anna.press("1");
        hearsRecording(anna, "voice-noted-yes");
        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
        anna.awaitOver();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(steps())
                .contains(
                        "SWITCH>RINGBACK INVITE",
                        "RINGBACK>ANNOUNCEMENT_SERVER INVITE",
                        "ANNOUNCEMENT_SERVER>RINGBACK 200 OK (INVITE)",
                        "RINGBACK>SWITCH 200 OK (INVITE)",
                        "ANNOUNCEMENT_SERVER>PHONE RTP",
                        "RINGBACK>MAIL_SERVER notification",
                        "MAIL_SERVER>RINGBACK taken"));
        assertThat(ladder.of(cases()).rungs().stream().map(Rung::text))
                .anyMatch(text -> text.contains("S: 250") && text.contains("C: RCPT TO:<" + bobsMailbox()))
                .anyMatch(text -> text.startsWith("INVITE ") && text.contains("v=0"))
                .noneMatch(text -> text.contains("annas-secret") || text.matches("(?s).*/c/[A-Za-z0-9_-]{22}.*"));
    }

    private List<UUID> cases() {
        return jdbc.sql("select c.id from failed_call_case c join device d on d.person_id = c.callee_id"
                        + " where d.address_hash = ?")
                .param(hash(bobsDesk))
                .query(UUID.class)
                .list();
    }

    private List<String> steps() {
        return ladder.of(cases()).rungs().stream()
                .map(rung -> rung.from().party() + ">" + rung.to().party() + " "
                        + (rung.protocol() == Rung.Protocol.RTP ? "RTP" : rung.label()))
                .toList();
    }

    @Test
    void whoSaysNothingSaysNo() {
        anna();
        bob(Medium.EMAIL);
        askedOnTheSpot();

        assertThat(outcome()).isEqualTo("DECLINED");
        assertThat(messagesToBob()).isEmpty();
    }

    /** A caller who calls again hears how it stands instead of a bare busy signal, and may take it back there. */
    @Test
    void annaCallsAgainHearsThatBobHasBeenToldAndWithdraws() throws Exception {
        anna(new Preferences(true, false, false));
        bob(Medium.EMAIL);
        Baresip anna = phone(annasNumber, ANNAS_TONE);
        anna.dial(kamailio.uri(bobsDesk));
        assertThat(anna.awaitRefusal()).as("need not be asked").isEqualTo(480);
        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
        ZonedDateTime told = await().atMost(PATIENCE)
                .until(this::toldAt, Optional::isPresent)
                .orElseThrow();

        anna.dial(kamailio.uri(bobsDesk));
        anna.awaitTalking();
        hears(anna, told.format(DateTimeFormatter.ofPattern("'Bob Berg has been told that you called, at' HH mm'.'")));
        hearsRecording(anna, "voice-menu-withdraw");
        anna.press("3");
        hearsRecording(anna, "voice-noted-withdraw");
        anna.awaitOver();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(outcomes())
                .containsExactlyInAnyOrder("DECLINED: caller withdrew", "JOINED"));
        assertThat(messagesToBob()).containsExactly("NOTIFICATION");
    }

    @Test
    void annaCallsAgainWhileAskedAndAnswersThere() throws Exception {
        anna();
        bob(Medium.EMAIL);
        fails();
        mailTo(annasMailbox(), SmtpSink.Kind.QUESTION);
        Baresip anna = phone(annasNumber, ANNAS_TONE);
        anna.dial(kamailio.uri(bobsDesk));
        anna.awaitTalking();
        hears(anna, "We have sent you a message that asks whether to let Bob Berg know that you called.");
        anna.press("1");
        hearsRecording(anna, "voice-noted-yes");

        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
    }

    private Optional<ZonedDateTime> toldAt() {
        return jdbc.sql(
                        "select m.sent_at from outbound_message m join failed_call_case c on c.id = m.case_id"
                                + " where c.callee_id in (select person_id from device where address_hash = ?) and m.kind = 'NOTIFICATION' and m.sent_at is not null")
                .param(hash(bobsDesk))
                .query((row, number) -> row.getTimestamp("sent_at").toInstant().atZone(ZoneId.of("Europe/Stockholm")))
                .optional();
    }

    private List<String> outcomes() {
        return jdbc.sql(
                        "select concat_ws(': ', outcome, reason) from failed_call_case where callee_id in (select person_id from device where address_hash = ?)")
                .param(hash(bobsDesk))
                .query(String.class)
                .list();
    }

    @Test
    void aKeyThatMeansNothingIsToldAndMayBeFollowedByOneThatDoes() throws Exception {
        anna();
        bob(Medium.EMAIL);
        Baresip anna = askedOnTheSpot();
        anna.press("7");
        hearsRecording(anna, "voice-wrong-key");
        anna.press("1");
        hearsRecording(anna, "voice-noted-yes");

        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
    }

    @Test
    void keysCountByInfoToo() throws Exception {
        anna();
        bob(Medium.EMAIL);
        Baresip anna =
                peers.with(Baresip.of(annasNumber, ANNAS_TONE).withKeysByInfo().at(kamailio));
        anna.dial(kamailio.uri(bobsDesk));
        anna.awaitTalking();
        hears(anna, "Bob Berg cannot be reached now.");
        anna.press("1");

        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
    }

    /** What is said to it is compared with nothing: linphonec stretches sound when its machine is busy. */
    @Test
    void aPhoneOfAnotherMakePressesKeysToo() throws Exception {
        anna();
        bob(Medium.EMAIL);
        Linphone anna = peers.with(Linphone.start(kamailio, annasNumber, ANNAS_TONE));
        anna.dial(kamailio.uri(bobsDesk));
        anna.awaitTalking();
        anna.pressOnceAsked(ANNAS_TONE, "1");

        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
        anna.awaitOver();
    }

    @Test
    void bobHasAnnaTold() throws Exception {
        anna(new Preferences(true, false, false));
        bob(Medium.VOICE);
        Baresip mobile = notified();
        mobile.press("2");
        hearsRecording(mobile, "voice-noted-inform");
        mobile.awaitOver();

        mailTo(annasMailbox(), SmtpSink.Kind.INFORMATION);
        assertThat(outcome()).isEqualTo("INFORMED");
    }

    @Test
    void bobWantsNoMoreOfThese() {
        anna(new Preferences(true, false, false));
        bob(Medium.VOICE);
        Baresip mobile = notified();
        mobile.press("9");
        hearsRecording(mobile, "voice-noted-stop");
        mobile.awaitOver();

        assertThat(outcome()).isEqualTo("DECLINED");
        assertThat(jdbc.sql("select count(*) from opt_out where address_hash = ?")
                        .param(hash(bobsMobile))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** A machine presses no keys: nothing comes of it, and it is called once more later (VoiceMessagesTest). */
    @Test
    void anAnsweringMachineIsNotBob() {
        anna(new Preferences(true, false, false));
        bob(Medium.VOICE);
        Baresip machine =
                peers.with(Baresip.of(bobsMobile, BOBS_TONE).answering().at(kamailio));
        fails();
        machine.awaitTalking();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql(
                                "select j.result from journal j join failed_call_case c on c.id = j.case_id"
                                        + " where c.callee_id in (select person_id from device where address_hash = ?) and j.step = 'NOTIFICATION' order by j.id")
                        .param(hash(bobsDesk))
                        .query(String.class)
                        .list())
                .contains("FINISHED"));
        machine.awaitOver();
        assertThat(jdbc.sql("select count(*) from connection c join failed_call_case f on f.id = c.case_id"
                                + " where f.callee_id in (select person_id from device where address_hash = ?)")
                        .param(hash(bobsDesk))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void annaIsAskedByACallWhereThereIsNoOtherWay() throws Exception {
        person("Anna Andersson", Preferences.UNSET, List.of(device(Medium.VOICE, "tel:" + annasNumber)));
        bob(Medium.EMAIL);
        Baresip anna = phone(annasNumber, ANNAS_TONE);
        fails();
        anna.awaitRinging();
        anna.accept();
        hears(anna, "You tried to reach Bob Berg, who was busy.");
        anna.press("1");
        hearsRecording(anna, "voice-noted-yes");

        mailTo(bobsMailbox(), SmtpSink.Kind.NOTIFICATION);
    }

    /** No case begins with a call at the switch, so nobody is on the line. */
    private void fails() {
        camel.sendBody(
                "direct:failed-call",
                Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "caller",
                        "tel:" + annasNumber,
                        "callee",
                        "tel:" + bobsDesk,
                        "medium",
                        "VOICE",
                        "cause",
                        "BUSY",
                        "occurredAt",
                        Instant.now().toString()));
    }

    /** Anna's call to Bob's desk phone, which is not there, has come to the offer. */
    private Baresip askedOnTheSpot() {
        Baresip anna = phone(annasNumber, ANNAS_TONE);
        anna.dial(kamailio.uri(bobsDesk));
        anna.awaitTalking();
        hears(anna, "Bob Berg cannot be reached now.");
        return anna;
    }

    /** Bob's mobile phone has been called and tells him of Anna. */
    private Baresip notified() {
        Baresip mobile = phone(bobsMobile, BOBS_TONE);
        fails();
        mobile.awaitRinging();
        mobile.accept();
        hears(mobile, "Anna Andersson tried to reach you.");
        return mobile;
    }

    private Baresip phone(String user, int hertz) {
        return peers.with(Baresip.of(user, hertz).at(kamailio));
    }

    private UUID anna() {
        return anna(Preferences.UNSET);
    }

    private UUID anna(Preferences preferences) {
        return person(
                "Anna Andersson",
                preferences,
                List.of(device(Medium.VOICE, "tel:" + annasNumber), device(Medium.EMAIL, "mailto:" + annasMailbox())));
    }

    /** With a telephone on his desk, and another, or a mailbox. */
    private UUID bob(Medium other) {
        return person(
                "Bob Berg",
                Preferences.UNSET,
                List.of(
                        device(Medium.VOICE, "tel:" + bobsDesk),
                        other == Medium.VOICE
                                ? device(Medium.VOICE, "tel:" + bobsMobile)
                                : device(Medium.EMAIL, "mailto:" + bobsMailbox())));
    }

    private UUID person(String name, Preferences preferences, List<Device> devices) {
        UUID id = UUID.randomUUID();
        directory.save(new Person(id, name, Locale.ENGLISH, ZoneId.of("Europe/Stockholm"), preferences, devices));
        return id;
    }

    private static Device device(Medium medium, String address) {
        return new Device(UUID.randomUUID(), medium, new Address(address), medium.name());
    }

    private String annasMailbox() {
        return "anna" + number + "@" + CallSettings.DOMAIN;
    }

    private String bobsMailbox() {
        return "bob" + number + "@" + CallSettings.DOMAIN;
    }

    private static void talk(Phone anna, Phone bob) {
        anna.awaitTalking();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(anna.heard().tone(BOBS_TONE))
                    .as("Anna heard %s", anna.heard())
                    .isGreaterThan(LONG_ENOUGH);
            assertThat(bob.heard().tone(ANNAS_TONE))
                    .as("Bob heard %s", bob.heard())
                    .isGreaterThan(LONG_ENOUGH);
        });
    }

    private static void mailTo(String mailbox, SmtpSink.Kind kind) throws Exception {
        assertThat(mails.mail(mailbox, kind).get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isNotNull();
    }

    private List<String> messagesToBob() {
        return jdbc.sql(
                        "select m.kind from outbound_message m join failed_call_case c on c.id = m.case_id"
                                + " where c.callee_id in (select person_id from device where address_hash = ?) and m.person_id = c.callee_id")
                .param(hash(bobsDesk))
                .query(String.class)
                .list();
    }

    private static byte[] hash(String number) {
        return DATABASE.addresses().hash("tel:" + number);
    }

    /** How the case of this test ended, when it has. */
    private String outcome() {
        return await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql(
                                        "select outcome from failed_call_case where callee_id in (select person_id from device where address_hash = ?) and outcome is not null")
                                .param(hash(bobsDesk))
                                .query(String.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
