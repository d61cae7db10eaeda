package io.ringback.endtoend;

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
import io.ringback.peers.Baresip;
import io.ringback.peers.Heard;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Linphone;
import io.ringback.peers.Peers;
import io.ringback.peers.Phone;
import io.ringback.peers.Ports;
import io.ringback.peers.Wire;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.announcement.AnnouncementServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Anna calls Bob and does not reach him; Bob presses "Connect us now"; they talk. With {@code deploy/kamailio/kamailio.cfg}
 * as the switch, and phones of two makes.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class ConnectedCallsTest {

    private static final int ANNAS_TONE = 440;
    private static final int BOBS_TONE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);
    /** Longer than within an announcement; between two, baresip's record leaves out what was not sent. */
    private static final Duration PAUSE = Duration.ofMillis(700);

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern DEVICE = Pattern.compile("name=\"device\"[^>]*value=\"([^\"]+)\"");
    private static final int TESTS = 20;

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int WEB_PORT = Ports.free();
    private static final int SIP_PORT = Ports.free();

    @TempDir
    static Path routes;

    private static Kamailio kamailio;
    private static SmtpSink mails;
    private static int tests;
    private static UserAgent agent;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private UserAgent trunk;

    @Autowired
    private AnnouncementServer announcements;

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private String annasNumber;
    private String bobsNumber;
    private String bobsMailbox;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        mails = new SmtpSink();
        Kamailio.Configuration configuration = CallSettings.deployed(SIP_PORT)
                .define("LONGEST_RINGING", "12000")
                .define("FLOOD", "500");
        for (int test = 1; test <= TESTS; test++) {
            configuration = configuration
                    .user(annasNumber(test), "annas-secret")
                    .user(bobsNumber(test), "bobs-secret")
                    .user(bobsDesk(test), "bobs-secret");
        }
        kamailio = configuration.start();
        DATABASE.register(registry);
        // All but mail-in: there is no mailbox to be read.
        CallSettings.register(registry, kamailio, SIP_PORT, routes, "mail-out", "switch-in", "connect");
        CallSettings.registerAnnouncements(registry);
        CallSettings.registerMail(registry, mails.port());
        registry.add("server.port", () -> WEB_PORT);
        registry.add("ringback.public-url", () -> "http://localhost:" + WEB_PORT);
        // So that it is known how long it takes.
        registry.add("ringback.speech.enabled", () -> "false");
    }

    /** Once for all tests: what is left of transactions lingers for some seconds, as it must. */
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

    private static String bobsNumber(int test) {
        return "+467317406%02d".formatted(test);
    }

    /** Where others may answer, too. */
    private static String bobsDesk(int test) {
        return "+468123406%02d".formatted(test);
    }

    @BeforeEach
    void people() {
        tests++;
        agent = trunk;
        annasNumber = annasNumber(tests);
        bobsNumber = bobsNumber(tests);
        bobsMailbox = "bob" + tests + "@" + CallSettings.DOMAIN;
        person(
                "Anna Andersson",
                annasNumber,
                "anna" + tests + "@" + CallSettings.DOMAIN,
                new Preferences(true, false, false));
        person("Bob Berg", bobsNumber, bobsMailbox, Preferences.UNSET);
    }

    private void person(String name, String number, String mailbox, Preferences preferences) {
        directory.save(new Person(
                UUID.randomUUID(),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                preferences,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), "Mobile"),
                        new Device(UUID.randomUUID(), Medium.EMAIL, new Address("mailto:" + mailbox), "Mail"))));
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(trunk.holdings().legs()).isZero();
            assertThat(announcements.playing()).isZero();
            assertThat(announcements.portsInUse()).isZero();
        });
        assertThat(jdbc.sql("select count(*) from connection where ended_at is null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void bobRejectsAndIsConnectedLater() throws Exception {
        Baresip anna = anna();
        Baresip bob = bob();
        anna.dial(kamailio.uri(bobsNumber));
        bob.awaitRinging();
        bob.reject();
        assertThat(anna.awaitRefusal()).isEqualTo(486);
        bob.awaitOver();

        Wire wire = peers.with(Wire.tap(bob));
        Wire annasWire = peers.with(Wire.tap(anna));
        pressConnect();
        isConnected(anna, bob);
        String lastDigits = annasNumber.substring(3);
        // Her phone names itself in its reports (RTCP), the first of them some seconds after the first of the media.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(annasWire.packets())
                .anyMatch(packet -> packet.from() > anna.firstMediaPort()
                        && packet.from() < anna.firstMediaPort() + Phone.MEDIA_PORTS
                        && packet.text().contains(lastDigits)));
        anna.hangUp();
        bob.awaitOver();
        anna.awaitOver();

        assertThat(outcome()).isEqualTo("CONNECTED");
        assertThat(wire.packetsTo(bob))
                .anySatisfy(packet ->
                        assertThat(packet.text()).startsWith("INVITE").contains(CallSettings.RINGBACKS_NUMBER))
                .allSatisfy(packet ->
                        assertThat(packet.text()).doesNotContain(lastDigits).doesNotContain("Anna"));
    }

    @Test
    void bobLetsItRingAndIsConnectedLater() throws Exception {
        Baresip anna = anna();
        Baresip bob = bob();
        anna.dial(kamailio.uri(bobsNumber));
        bob.awaitRinging();
        assertThat(anna.awaitRefusal()).isEqualTo(408);
        bob.awaitOver();

        pressConnect();
        isConnected(anna, bob);
        bob.hangUp();
        anna.awaitOver();
        bob.awaitOver();

        assertThat(outcome()).isEqualTo("CONNECTED");
    }

    @Test
    void bobsPhoneWasOffAndIsConnectedLater() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);

        Baresip bob = bob();
        pressConnect();
        isConnected(anna, bob);
        anna.hangUp();
        bob.awaitOver();
        anna.awaitOver();

        assertThat(outcome()).isEqualTo("CONNECTED");
    }

    @Test
    void bobsPhoneIsOfAnotherMake() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);

        Linphone bob = peers.with(Linphone.start(kamailio, bobsNumber, BOBS_TONE));
        pressConnect();
        isConnected(anna, bob);
        bob.hangUp();
        anna.awaitOver();
        bob.awaitOver();

        assertThat(outcome()).isEqualTo("CONNECTED");
    }

    @Test
    void annasPhoneIsOfAnotherMake() throws Exception {
        Linphone anna = peers.with(Linphone.start(kamailio, annasNumber, ANNAS_TONE));
        anna.dial(kamailio.uri(bobsNumber));
        anna.awaitOver();

        Baresip bob = bob();
        pressConnect();
        isConnected(anna, bob);
        anna.hangUp();
        bob.awaitOver();
        anna.awaitOver();

        assertThat(outcome()).isEqualTo("CONNECTED");
    }

    @Test
    void annaIsBusyAndBobHearsSo() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);

        Baresip bob = bob();
        pressConnect();
        bob.awaitRinging();
        bob.accept();
        anna.awaitRinging();
        // Not at once, as baresip 1.0.0 often drops a stream that follows on another's first packets.
        hearsThatAnnaIsCalled(bob);
        anna.reject();
        bob.awaitOver();

        Duration apology = passage(prompt("caller-unreachable"), 0);
        assertThat(bob.heard().passagesOtherThan(ANNAS_TONE, PAUSE)).last().satisfies(heard -> assertThat(heard)
                .isCloseTo(apology, Duration.ofMillis(300)));
        assertThat(outcome()).isEqualTo("INFORMED");
    }

    @Test
    void annasMailboxIsNotConnectedAndBobHearsThatSheIsNotThere() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        anna.close();
        Baresip mailbox =
                peers.with(Baresip.of(annasNumber, ANNAS_TONE).answering().at(kamailio));

        Baresip bob = bob();
        pressConnect();
        bob.awaitRinging();
        bob.accept();
        mailbox.awaitTalking();
        hearsThatAnnaIsCalled(bob);
        mailbox.awaitOver();
        bob.awaitOver();

        assertThat(outcome()).isEqualTo("INFORMED");
        assertThat(bob.heard().tone(ANNAS_TONE)).as("of the mailbox").isZero();
    }

    /** The table asks for a key there, as a telephone of that kind is shared. */
    @Test
    void aMailboxAtBobsDeskIsNotConnectedAndTheCaseWaitsOn() throws Exception {
        bobHasOnlyADesk();
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        Baresip mailbox =
                peers.with(Baresip.of(bobsNumber, BOBS_TONE).answering().at(kamailio));
        Wire wire = peers.with(Wire.tap(mailbox));
        pressConnect();
        mailbox.awaitTalking();
        mailbox.awaitOver();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        jdbc.sql("select c.ending || ' ' || f.state from connection c join failed_call_case f"
                                        + " on f.id = c.case_id join device d on d.person_id = f.callee_id"
                                        + " where d.address_hash = ? and c.ended_at is not null")
                                .param(DATABASE.addresses().hash("tel:" + bobsNumber))
                                .query(String.class)
                                .list())
                .containsExactly("CALLEE_NO_ANSWER WAITING_FOR_CALLEE"));
        assertThat(anna.eventsWaiting("CALL_INCOMING")).as("calls to Anna").isZero();
        assertThat(mailbox.heard().passagesOtherThan(ANNAS_TONE, PAUSE)).isNotEmpty();
        assertThat(wire.packetsTo(mailbox)).isNotEmpty().allSatisfy(packet -> assertThat(packet.text())
                .doesNotContain(annasNumber.substring(3))
                .doesNotContain("Anna"));
    }

    @Test
    void bobAtADeskPressesOneAndIsConnected() throws Exception {
        bobHasOnlyADesk();
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        Baresip bob = bob();
        Wire wire = peers.with(Wire.tap(bob));
        pressConnect();
        bob.awaitRinging();
        bob.accept();
        bob.pressOnceAsked(ANNAS_TONE, "1");
        anna.awaitRinging();
        bob.awaitTalking();
        anna.accept();
        anna.pressOnceAsked(BOBS_TONE, "1");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(anna.heard().tone(BOBS_TONE)).isGreaterThan(LONG_ENOUGH);
            assertThat(bob.heard().tone(ANNAS_TONE)).isGreaterThan(LONG_ENOUGH);
        });
        anna.hangUp();
        bob.awaitOver();

        assertThat(outcome()).isEqualTo("CONNECTED");
        assertThat(wire.packetsTo(bob)).allSatisfy(packet -> assertThat(packet.text())
                .doesNotContain(annasNumber.substring(3))
                .doesNotContain("Anna"));
    }

    private void bobHasOnlyADesk() {
        bobsNumber = bobsDesk(tests);
        bobsMailbox = "bob-at-a-desk" + tests + "@" + CallSettings.DOMAIN;
        person("Bob Berg", bobsNumber, bobsMailbox, Preferences.UNSET);
    }

    @Test
    void bobHangsUpBeforeAnnaAnswersAndHerPhoneStops() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);

        Baresip bob = bob();
        pressConnect();
        bob.awaitRinging();
        bob.accept();
        anna.awaitRinging();
        bob.hangUp();
        anna.awaitOver();
    }

    @Test
    void anAnsweredCallEndsTheCase() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        mail();

        Baresip bob = bob();
        anna.dial(kamailio.uri(bobsNumber));
        bob.awaitRinging();
        bob.accept();
        anna.awaitTalking();

        assertThat(outcome()).isEqualTo("REACHED_MEANWHILE");
        anna.hangUp();
        bob.awaitOver();
    }

    private Baresip anna() {
        return peers.with(Baresip.of(annasNumber, ANNAS_TONE).at(kamailio));
    }

    private Baresip bob() {
        return peers.with(Baresip.of(bobsNumber, BOBS_TONE).at(kamailio));
    }

    /** Bob hears the announcement to its end, then Anna; both hear nothing else. */
    private void isConnected(Phone anna, Phone bob) {
        bob.awaitRinging();
        bob.accept();
        anna.awaitRinging();
        hearsThatAnnaIsCalled(bob);

        anna.accept();
        anna.awaitTalking();
        anna.pressOnceAsked(BOBS_TONE, "1");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(anna.heard().tone(BOBS_TONE))
                    .as("Anna heard %s", anna.heard())
                    .isGreaterThan(LONG_ENOUGH);
            assertThat(bob.heard().tone(ANNAS_TONE))
                    .as("Bob heard %s", bob.heard())
                    .isGreaterThan(LONG_ENOUGH);
        });
        assertThat(anna.heard().frequency()).isEqualTo(BOBS_TONE);
    }

    /** From its beginning to its end. */
    private static void hearsThatAnnaIsCalled(Phone bob) {
        Heard calling = prompt("calling-caller");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard().length())
                .isGreaterThan(calling.length().minusMillis(100)));
        assertThat(passage(bob.heard(), ANNAS_TONE)).isCloseTo(passage(calling, 0), Duration.ofMillis(300));
    }

    private static Heard prompt(String name) {
        return Heard.in(List.of(Path.of("src/main/resources/prompts/en", name + ".wav")));
    }

    /** The first passage of something else than a tone. */
    private static Duration passage(Heard heard, int hertz) {
        List<Duration> passages = heard.passagesOtherThan(hertz, PAUSE);
        assertThat(passages).as("heard %s", heard).isNotEmpty();
        return passages.get(0);
    }

    /** The link to Bob's page. */
    private URI mail() throws Exception {
        return URI.create(mails.mail(bobsMailbox, SmtpSink.Kind.NOTIFICATION)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .link());
    }

    /** Bob opens the page that his mail leads to, and presses the button. */
    private void pressConnect() throws Exception {
        URI page = mail();
        HttpResponse<String> contact =
                browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(contact.body()).contains("Connect us now");
        HttpRequest.Builder post = HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "choice=connect&_csrf=" + field(CSRF, contact) + "&device=" + field(DEVICE, contact)));
        contact.headers().firstValue("Set-Cookie").ifPresent(cookie -> post.header("Cookie", cookie.split(";", 2)[0]));
        HttpResponse<String> done = browser.send(post.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    }

    private static String field(Pattern pattern, HttpResponse<String> page) {
        Matcher field = pattern.matcher(page.body());
        assertThat(field.find()).as("%s in %s", pattern, page.body()).isTrue();
        return field.group(1);
    }

    /** How the case of this test ended, when it has. */
    private String outcome() {
        return await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql(
                                        "select outcome from failed_call_case where callee_id in (select person_id from device where address_hash = :number) and outcome is not null and outcome <> 'JOINED'")
                                .param("number", DATABASE.addresses().hash("tel:" + bobsNumber))
                                .query(String.class)
                                .optional(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
