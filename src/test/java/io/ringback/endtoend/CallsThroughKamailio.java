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
import io.ringback.peers.Peers;
import io.ringback.peers.Phone;
import io.ringback.peers.Ports;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Anna, Bob, their phones and mailboxes, with {@code deploy/kamailio/kamailio.cfg} as the switch. */
abstract class CallsThroughKamailio {

    static final int ANNAS_TONE = 440;
    static final int BOBS_TONE = 1000;
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration LONG_ENOUGH = Duration.ofSeconds(1);
    /** Longer than within an announcement; between two, baresip's record leaves out what was not sent. */
    static final Duration PAUSE = Duration.ofMillis(700);

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern DEVICE = Pattern.compile("name=\"device\"[^>]*value=\"([^\"]+)\"");
    private static final int TESTS = 30;

    static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int WEB_PORT = Ports.free();
    private static final int SIP_PORT = Ports.free();

    @TempDir
    static Path routes;

    static Kamailio kamailio;
    private static SmtpSink mails;
    static int tests;
    private static UserAgent agent;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    private UserAgent trunk;

    @Autowired
    private AnnouncementServer announcements;

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    String annasNumber;
    String bobsNumber;
    String annasMailbox;
    String bobsMailbox;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        mails = new SmtpSink();
        Kamailio.Configuration configuration = CallSettings.deployed(SIP_PORT)
                .define("LONGEST_RINGING", "12000")
                .define("RINGBACK_LENT_NUMBERS", "\"^.4610100000[0-9]$\"")
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
        registry.add("ringback.call-later.within", () -> "1h");
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
    static String bobsDesk(int test) {
        return "+468123406%02d".formatted(test);
    }

    @BeforeEach
    void people() {
        tests++;
        agent = trunk;
        annasNumber = annasNumber(tests);
        bobsNumber = bobsNumber(tests);
        bobsMailbox = "bob" + tests + "@" + CallSettings.DOMAIN;
        annasMailbox = "anna" + tests + "@" + CallSettings.DOMAIN;
        person("Anna Andersson", annasNumber, annasMailbox, new Preferences(true, false, false));
        person("Bob Berg", bobsNumber, bobsMailbox, Preferences.UNSET);
    }

    void person(String name, String number, String mailbox, Preferences preferences) {
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

    Baresip anna() {
        return peers.with(Baresip.of(annasNumber, ANNAS_TONE).at(kamailio));
    }

    Baresip bob() {
        return peers.with(Baresip.of(bobsNumber, BOBS_TONE).at(kamailio));
    }

    /** Bob hears the announcement to its end, then Anna; both hear nothing else. */
    void isConnected(Phone anna, Phone bob) {
        bob.awaitRinging();
        bob.accept();
        anna.awaitRinging();
        hearsThatAnnaIsCalled(bob);

        anna.accept();
        anna.awaitTalking();
        anna.pressOnceAsked(BOBS_TONE, "1");
        hearEachOther(anna, bob);
        assertThat(anna.heard().frequency()).isEqualTo(BOBS_TONE);
    }

    static void hearEachOther(Phone anna, Phone bob) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(anna.heard().tone(BOBS_TONE))
                    .as("Anna heard %s", anna.heard())
                    .isGreaterThan(LONG_ENOUGH);
            assertThat(bob.heard().tone(ANNAS_TONE))
                    .as("Bob heard %s", bob.heard())
                    .isGreaterThan(LONG_ENOUGH);
        });
    }

    /** From its beginning to its end. */
    static void hearsThatAnnaIsCalled(Phone bob) {
        Heard calling = prompt("calling-caller");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard().length())
                .isGreaterThan(calling.length().minusMillis(100)));
        assertThat(passage(bob.heard(), ANNAS_TONE)).isCloseTo(passage(calling, 0), Duration.ofMillis(300));
    }

    static Heard prompt(String name) {
        return Heard.in(List.of(Path.of("src/main/resources/prompts/en", name + ".wav")));
    }

    /** The first passage of something else than a tone. */
    static Duration passage(Heard heard, int hertz) {
        List<Duration> passages = heard.passagesOtherThan(hertz, PAUSE);
        assertThat(passages).as("heard %s", heard).isNotEmpty();
        return passages.get(0);
    }

    /** The link to the page of a notification. */
    URI mail(String mailbox) throws Exception {
        return link(mailbox, SmtpSink.Kind.NOTIFICATION);
    }

    static URI link(String mailbox, SmtpSink.Kind kind) throws Exception {
        return URI.create(mail(mailbox, kind).link());
    }

    static SmtpSink.Mail mail(String mailbox, SmtpSink.Kind kind) throws Exception {
        return mails.mail(mailbox, kind).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Bob opens the page that his mail leads to, and presses the button. */
    void pressConnect() throws Exception {
        pressConnect(bobsMailbox);
    }

    /** The same of who has this mailbox. */
    void pressConnect(String mailbox) throws Exception {
        press(mail(mailbox), "Connect us now", "choice=connect&device=DEVICE");
    }

    /**
     * Somebody fills in a form of a page and sends it.
     *
     * @param shown what the page says
     * @param form what is sent besides the token that forms have; DEVICE for the first that is offered
     */
    void press(URI page, String shown, String form) throws Exception {
        HttpResponse<String> got =
                browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(got.body()).contains(shown);
        String filled = form.contains("DEVICE") ? form.replace("DEVICE", field(DEVICE, got)) : form;
        HttpRequest.Builder post = HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(filled + "&_csrf=" + field(CSRF, got)));
        got.headers().firstValue("Set-Cookie").ifPresent(cookie -> post.header("Cookie", cookie.split(";", 2)[0]));
        HttpResponse<String> done = browser.send(post.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    }

    private static String field(Pattern pattern, HttpResponse<String> page) {
        Matcher field = pattern.matcher(page.body());
        assertThat(field.find()).as("%s in %s", pattern, page.body()).isTrue();
        return field.group(1);
    }

    /** How the case of this test ended, when it has. */
    String outcome() {
        return outcomeOfCallsTo(bobsNumber);
    }

    String outcomeOfCallsTo(String number) {
        return await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql(
                                        "select outcome from failed_call_case where callee_id in (select person_id from device where address_hash = :number) and outcome is not null and outcome <> 'JOINED'")
                                .param("number", DATABASE.addresses().hash("tel:" + number))
                                .query(String.class)
                                .optional(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
