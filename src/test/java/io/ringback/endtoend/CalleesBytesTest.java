package io.ringback.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.BrowserAddress;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.media.mms.Mm7Relay;
import io.ringback.media.mms.Requests;
import io.ringback.media.webpush.BrowserOfRig;
import io.ringback.media.webpush.PushServiceOfRig;
import io.ringback.media.webpush.SenderOfRig;
import io.ringback.peers.Baresip;
import io.ringback.peers.GoSendXmpp;
import io.ringback.peers.HandmadePhone;
import io.ringback.peers.Kamailio;
import io.ringback.peers.NpmSmsc;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Prosody;
import io.ringback.peers.Wire;
import io.ringback.peers.XmppClient;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Claim 17 in bytes, for each medium that Bob is told by. Anna writes her marks into every field that her phone, her mail client
 * and her messenger can fill; Bob hears of her call, is reminded, asks back, answers and comes too late. Nothing that his side
 * receives on the wire has a mark, a number or an address of hers in it, however it is encoded. What the two phones of a
 * connection are sent is {@code AnonymousBytesTest}'s and {@link RelayedMediaTest}'s.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class CalleesBytesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOMAIN = CallSettings.DOMAIN;
    private static final String PASSWORD = "0123456789abcdef0123456789abcdef";
    private static final String SMS_SENDER = "+46701000001";
    private static final String MMS_SENDER = "+46701740699";
    /** The one that {@link Requests} answers from. */
    private static final String MMS_READER = "+46701740605";

    private static final String MARK = MarkedClients.MARK;
    private static final String ANNAS_HOST = "127.0.0.7";
    private static final int SIP_PORT = Ports.free();
    private static final int WEB_PORT = Ports.free();
    private static final int SMSC_PORT = Ports.free();
    private static final int SMTP_PORT = Ports.free();
    private static final int IMAP_PORT = Ports.free();
    private static final List<String> TESTS = List.of("1", "2", "3", "4", "5", "6", "7");

    private static final Pattern PAGE = Pattern.compile("http://localhost:\\d+/[qc]/[A-Za-z0-9_-]+");
    private static final Pattern FIELD = Pattern.compile("name=\"(_csrf|device)\"[^>]*value=\"([^\"]*)\"");

    @RegisterExtension
    static final Peers LASTING = new Peers();

    @TempDir
    static Path routes;

    @TempDir
    static Path diagrams;

    private static NpmSmsc smsc;
    private static Prosody prosody;
    private static Mm7Relay relay;
    private static Kamailio kamailio;
    private static PushServiceOfRig push;
    private static GreenMail mail;
    private static GreenMailUser mailbox;
    private static Wire wire;
    private static int tests;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    private final HttpClient browser = HttpClient.newHttpClient();
    private final StringBuilder pages = new StringBuilder();
    private String test;
    private UUID bobsId;
    private String annasNumber;
    private String bobsNumber;
    private String annasMail;
    private String bobsMail;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws Exception {
        smsc = LASTING.with(NpmSmsc.start(SMSC_PORT));
        prosody = LASTING.with(Prosody.of(Map.of("ringback", PASSWORD, MARK, "annas-secret", "bob", "bobs-secret"))
                .start());
        relay = LASTING.with(new Mm7Relay());
        push = LASTING.with(new PushServiceOfRig(SenderOfRig.publicKey()));
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(SMTP_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(IMAP_PORT, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mailbox = mail.getUserManager().createUser("ringback@" + DOMAIN, "ringback@" + DOMAIN, PASSWORD);
        mail.start();
        LASTING.with((AutoCloseable) mail::stop);
        Kamailio.Configuration configuration = CallSettings.deployed(SIP_PORT)
                .define("FLOOD", "500")
                .user("bob", "bobs-secret")
                .user(MARK, "annas-secret");
        for (String each : TESTS) {
            configuration = configuration
                    .user("+4670174061" + each, "annas-secret")
                    .user("+4673174061" + each, "bobs-secret")
                    .user("+4676174061" + each, "bobs-other-secret");
        }
        kamailio = LASTING.with(configuration.start());
        wire = LASTING.with(Wire.tap(SMTP_PORT, SMSC_PORT));
        TestDatabase.fresh().register(registry);
        CallSettings.register(
                registry,
                kamailio,
                SIP_PORT,
                routes,
                "mail-out",
                "mail-in",
                "sms",
                "mms",
                "instant-message",
                "ntfy",
                "web-push",
                "sip-message",
                "switch-in",
                "voice");
        CallSettings.registerAnnouncements(registry);
        CallSettings.registerMail(registry, SMTP_PORT);
        remindOnce(registry);
        registry.add("server.port", () -> WEB_PORT);
        registry.add("ringback.public-url", () -> "http://localhost:" + WEB_PORT);
        registry.add("ringback.quiet-hours", () -> "never");
        for (String cap : List.of("per-receiver", "per-pair", "per-caller", "answers")) {
            registry.add("ringback.caps." + cap, () -> "none");
        }
        registry.add("ringback.mail.smtp.username", () -> "ringback@" + DOMAIN);
        registry.add("ringback.mail.smtp.password", () -> PASSWORD);
        registry.add("ringback.mail.imap.scheme", () -> "imap");
        registry.add("ringback.mail.imap.host", () -> "127.0.0.1");
        registry.add("ringback.mail.imap.port", () -> IMAP_PORT);
        registry.add("ringback.mail.imap.starttls-required", () -> "false");
        registry.add("ringback.mail.imap.username", () -> "ringback@" + DOMAIN);
        registry.add("ringback.mail.imap.password", () -> PASSWORD);
        registry.add("ringback.mail.imap.poll", () -> "300");
        registry.add("ringback.sms.senders", () -> SMS_SENDER);
        registry.add("ringback.sms.smpp.binds", () -> "127.0.0.1:" + SMSC_PORT);
        registry.add("ringback.sms.smpp.system-id", () -> "ringback");
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
        registry.add("ringback.instant-messages.sip", () -> "true");
        registry.add("ringback.web-push.public-key", SenderOfRig::publicKey);
        registry.add("ringback.web-push.private-key", SenderOfRig::privateKey);
        registry.add("ringback.web-push.services", push::origin);
        registry.add("ringback.xmpp.accounts[0].jid", () -> prosody.jid("ringback"));
        registry.add("ringback.xmpp.accounts[0].password", () -> PASSWORD);
        registry.add("ringback.xmpp.host", () -> "127.0.0.1");
        registry.add("ringback.xmpp.port", prosody::port);
        registry.add("ringback.xmpp.trusted-certificates", () -> prosody.certificate()
                .toString());
    }

    /** The sample in which who does not react is reminded once. */
    private static void remindOnce(DynamicPropertyRegistry registry) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, diagrams.resolve(file.getFileName()));
            }
        }
        Files.copy(
                Path.of("bpmn/samples/second-reminder.bpmn"),
                diagrams.resolve("unreachable-callee.bpmn"),
                StandardCopyOption.REPLACE_EXISTING);
        registry.add("ringback.bpmn-directory", diagrams::toString);
    }

    @BeforeEach
    void people() {
        test = TESTS.get(tests++);
        annasNumber = "+4670174061" + test;
        bobsNumber = "+4673174061" + test;
        annasMail = MARK + test + "@" + DOMAIN;
        bobsMail = "bob" + test + "@" + DOMAIN;
    }

    @Test
    void byMail() throws Exception {
        person("Anna", annasNumber, Medium.EMAIL, "mailto:" + annasMail);
        person("Bob", bobsNumber, Medium.EMAIL, "mailto:" + bobsMail);
        annaCalls();
        sent("QUESTION", 1);
        writesMail(annasMail, "Vem " + MARK + "?");
        sent("ASK_BACK", 1);
        writesMail(annasMail, "Ja tack");
        sent("NOTIFICATION", 1);
        annaCalls("Call-Info: <data:>;purpose=jcard;call-reason=\"About <b>Friday</b>\"\nPriority: urgent\n");
        remind();
        sent("NOTIFICATION", 2);
        writesMail(bobsMail, "Vem?");
        sent("ASK_BACK", 2);
        opensAndPresses(link(bobsMail, "/c/"), "choice=inform");
        sent("INFORMATION", 1);
        writesMail(bobsMail, "Ja");
        sent("CLOSING", 1);

        assertNothingOfAnna(
                new CapturedStreams(wire).mailsTo(bobsMail, SMTP_PORT) + pages,
                "anna",
                "multipart/alternative",
                "rcpt to:<" + bobsMail,
                "/c/",
                "anna says that it is urgent",
                "anna says why: “about <b>friday</b>”",
                "about &lt;b&gt;friday&lt;/b&gt;");
    }

    @Test
    void bySms() throws Exception {
        person("Anna", annasNumber, Medium.SMS, "tel:" + annasNumber);
        person("Bob", bobsNumber, Medium.SMS, "tel:" + bobsNumber);
        annaCalls();
        sent("QUESTION", 1);
        writesSms(annasNumber, "Vem " + MARK + "?");
        sent("ASK_BACK", 1);
        writesSms(annasNumber, "Ja");
        sent("NOTIFICATION", 1);
        remind();
        sent("NOTIFICATION", 2);
        writesSms(bobsNumber, "Vem?");
        sent("ASK_BACK", 2);
        writesSms(bobsNumber, "HELP");
        sent("HELP", 1);
        writesSms(bobsNumber, "Ja");
        sent("INFORMATION", 1);
        writesSms(bobsNumber, "Ja");
        sent("CLOSING", 1);
        writesSms(bobsNumber, "STOP");
        sent("STOPPED", 1);

        assertNothingOfAnna(
                new CapturedStreams(wire).submittedTo(bobsNumber.substring(1), SMSC_PORT),
                "anna called you",
                bobsNumber.substring(1),
                "/c/");
    }

    @Test
    void byMms() throws Exception {
        person("Anna", annasNumber, Medium.EMAIL, "mailto:" + annasMail);
        person("Bob", bobsNumber, Medium.MMS, "tel:" + MMS_READER);
        annaCalls();
        sent("QUESTION", 1);
        opensAndPresses(link(annasMail, "/q/"), "answer=yes");
        sent("NOTIFICATION", 1);
        remind();
        sent("NOTIFICATION", 2);
        writesMms("who-" + test, "Vem?");
        sent("ASK_BACK", 1);
        writesMms("yes-" + test, "Ja");
        sent("INFORMATION", 1);
        writesMms("late-" + test, "Ja");
        sent("CLOSING", 1);

        String bytes = relay.submissions.stream()
                .map(submission -> submission.headers() + new String(submission.body(), ISO_8859_1))
                .collect(Collectors.joining("\n"));
        assertNothingOfAnna(bytes, "anna called you", MMS_READER.substring(1), "/c/");
    }

    @Test
    void byXmpp() throws Exception {
        XmppClient bob = peers.with(XmppClient.online(prosody, "bob"));
        person("Anna", annasNumber, Medium.INSTANT_MESSAGE, "xmpp:" + prosody.jid(MARK));
        person("Bob", bobsNumber, Medium.INSTANT_MESSAGE, "xmpp:" + prosody.jid("bob"));
        annaCalls();
        sent("QUESTION", 1);
        writesXmpp(MARK, "Vem " + MARK + "?");
        sent("ASK_BACK", 1);
        writesXmpp(MARK, "Ja");
        sent("NOTIFICATION", 1);
        remind();
        sent("NOTIFICATION", 2);
        writesXmpp("bob", "Vem?");
        sent("ASK_BACK", 2);
        writesXmpp("bob", "Ja");
        sent("INFORMATION", 1);
        writesXmpp("bob", "Ja");
        sent("CLOSING", 1);

        await().atMost(PATIENCE).until(() -> bob.heard().split("<body", -1).length > 4);
        assertNothingOfAnna(bob.heard(), "anna called you", "/c/");
    }

    @Test
    void bySipMessage() throws Exception {
        HandmadePhone anna = registered(MARK, ANNAS_HOST);
        HandmadePhone bob = registered("bob", "127.0.0.8");
        person("Anna", annasNumber, Medium.INSTANT_MESSAGE, "sip:" + MARK + "@" + DOMAIN);
        person("Bob", bobsNumber, Medium.INSTANT_MESSAGE, "sip:bob@" + DOMAIN);
        annaCalls();
        sent("QUESTION", 1);
        writesSip(anna, MARK, "Vem " + MARK + "?");
        sent("ASK_BACK", 1);
        writesSip(anna, MARK, "Ja");
        sent("NOTIFICATION", 1);
        remind();
        sent("NOTIFICATION", 2);
        writesSip(bob, "bob", "Vem?");
        sent("ASK_BACK", 2);
        writesSip(bob, "bob", "Ja");
        sent("INFORMATION", 1);
        writesSip(bob, "bob", "Ja");
        sent("CLOSING", 1);

        assertNothingOfAnna(String.join("\n", bob.heard()), "message sip:bob@", "anna called you", "/c/");
    }

    /** What the push service sees, and what only his browser reads. */
    @Test
    void byWebPush() throws Exception {
        BrowserOfRig bob = BrowserOfRig.make();
        person("Anna", annasNumber, Medium.SMS, "tel:" + annasNumber);
        person(
                "Bob",
                bobsNumber,
                Medium.INSTANT_MESSAGE,
                BrowserAddress.of(push.endpoint("bob"), bob.p256dh(), bob.auth())
                        .address()
                        .uri());
        annaCalls("Call-Info: <data:>;purpose=jcard;call-reason=\"About <b>Friday</b>\"\n");
        sent("QUESTION", 1);
        writesSms(annasNumber, "Ja");
        sent("NOTIFICATION", 1);
        remind();
        sent("NOTIFICATION", 2);
        JsonNode read = new ObjectMapper()
                .readTree(bob.read(push.asked.get(push.asked.size() - 1).body()));
        opensAndPresses(URI.create(read.path("link").textValue()), "choice=inform");
        sent("INFORMATION", 1);

        assertThat(read.path("buttons").path(1).path("link").textValue()).endsWith("?choice=not_now");
        String bytes = push.asked.stream()
                .map(one -> one.headers() + new String(one.body(), ISO_8859_1) + bob.read(one.body()))
                .collect(Collectors.joining("\n"));
        assertNothingOfAnna(bytes + pages, "anna called you", "/c/");
        assertThat(ReadEveryWay.of(push.asked.get(0).headers()
                        + new String(push.asked.get(0).body(), ISO_8859_1)))
                .as("what the service can read")
                .doesNotContain("anna called", "/c/");
    }

    @Test
    void byVoice() throws Exception {
        String bobsMobile = "+4676174061" + test;
        Baresip bob = peers.with(Baresip.of(bobsMobile, 1000).at(kamailio));
        Wire bobsWire = peers.with(Wire.tap(bob));
        person("Anna", annasNumber, Medium.SMS, "tel:" + annasNumber);
        person("Bob", bobsNumber, Medium.VOICE, "tel:" + bobsMobile);
        annaCalls();
        sent("QUESTION", 1);
        writesSms(annasNumber, "Ja");
        bob.awaitRinging();
        bob.accept();
        await().atMost(PATIENCE).until(() -> bob.heard().otherThan(1).compareTo(Duration.ofSeconds(2)) > 0);
        bob.press("2");
        bob.awaitOver();
        sent("INFORMATION", 1);

        String bytes = bobsWire.packetsTo(bob).stream().map(Wire.Packet::text).collect(Collectors.joining("\n"));
        assertNothingOfAnna(bytes, "invite sip:" + bobsMobile, CallSettings.RINGBACKS_NUMBER);
    }

    private void person(String name, String number, Medium medium, String address) {
        String label = name.equals("Anna") ? MARK + "'s phone" : "Phone";
        UUID id = UUID.randomUUID();
        if (name.equals("Bob")) {
            bobsId = id;
        }
        directory.save(new Person(
                id,
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), label),
                        new Device(UUID.randomUUID(), medium, new Address(address), label))));
    }

    private HandmadePhone registered(String user, String host) throws IOException {
        HandmadePhone phone = peers.with(new HandmadePhone(kamailio, InetAddress.getByName(host)));
        assertThat(phone.send(
                        user, HandmadePhone.register(kamailio, user, "sip:" + user + "@" + host + ":" + phone.port())))
                .startsWith("SIP/2.0 200");
        phone.forget();
        return phone;
    }

    /** Bob's phone is not registered, so the switch sends her INVITE on to Ringback. */
    private void annaCalls() throws IOException {
        annaCalls("");
    }

    /** @param why headers in which she says why she calls */
    private void annaCalls(String why) throws IOException {
        HandmadePhone phone = peers.with(new HandmadePhone(kamailio, InetAddress.getByName(ANNAS_HOST)));
        String invite = HandmadePhone.invite(
                kamailio, bobsNumber, kamailio.uri(annasNumber), why + MarkedClients.sip(annasNumber));
        assertThat(phone.send(annasNumber, MarkedClients.marked(invite))).startsWith("SIP/2.0 480");
    }

    private void writesSip(HandmadePhone phone, String user, String text) {
        String planted = user.equals(MARK) ? MarkedClients.sip(annasNumber) : "";
        assertThat(phone.send(user, """
                MESSAGE sip:ringback@%1$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK%2$s;rport
                Max-Forwards: 70
                From: "%3$s" <sip:%4$s@%1$s>;tag=1
                To: <sip:ringback@%1$s>
                Call-ID: %2$s
                CSeq: 1 MESSAGE
                %5$sContent-Type: text/plain
                Content-Length: %6$d

                %7$s""".formatted(
                        DOMAIN, UUID.randomUUID(), planted.isEmpty() ? "" : MARK, user, planted, text.length(), text)))
                .startsWith("SIP/2.0 200");
        phone.forgetResponses();
    }

    /** A reply to the last letter, as Anna's mail client writes it; Bob's says nothing. */
    private void writesMail(String from, String text) throws Exception {
        MimeMessage letter = last(from);
        String raw = from.equals(annasMail)
                ? MarkedClients.reply(letter, from, annasNumber, text)
                : MarkedClients.plainReply(letter, from, text);
        mailbox.deliver(new MimeMessage(
                null, new ByteArrayInputStream(raw.replace("\n", "\r\n").getBytes(UTF_8))));
    }

    private static MimeMessage last(String mailbox) {
        List<MimeMessage> all = mails(mailbox);
        return all.get(all.size() - 1);
    }

    private static List<MimeMessage> mails(String mailbox) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(each -> {
                    try {
                        return each.getAllRecipients()[0].toString().contains(mailbox);
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private void writesSms(String number, String text) {
        String tag = UUID.randomUUID().toString();
        smsc.deliver(
                tag,
                Map.of(
                        "source_addr_ton", 1,
                        "source_addr_npi", 1,
                        "source_addr", number.substring(1),
                        "dest_addr_ton", 1,
                        "dest_addr_npi", 1,
                        "destination_addr", SMS_SENDER.substring(1),
                        "data_coding", 8,
                        "short_message", HexFormat.of().formatHex(text.getBytes(UTF_16BE))));
        assertThat(smsc.statusOf(tag)).isZero();
    }

    private static void writesXmpp(String user, String text) {
        GoSendXmpp.sendRaw(
                prosody,
                user,
                "<message to='" + prosody.jid("ringback") + "' type='chat' id='"
                        + (user.equals(MARK) ? MARK : "") + UUID.randomUUID() + "'><body>" + text + "</body>"
                        + (user.equals(MARK) ? MarkedClients.XMPP : "") + "</message>");
    }

    private void writesMms(String transaction, String text) throws Exception {
        String login = Base64.getEncoder().encodeToString(("relay:" + PASSWORD).getBytes(UTF_8));
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + WEB_PORT + "/mm7"))
                        .header("Content-Type", Requests.RELATED)
                        .header("Authorization", "Basic " + login)
                        .POST(HttpRequest.BodyPublishers.ofString(Requests.related(
                                Requests.deliverReq(transaction, "", ""), Requests.content(Requests.text(text)))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("1000");
    }

    /** The last link to a page of this kind that a mailbox was sent. */
    private static URI link(String mailbox, String kind) throws Exception {
        List<String> links = new ArrayList<>();
        for (MimeMessage letter : mails(mailbox)) {
            Matcher found = PAGE.matcher(ReadEveryWay.plain(new String(
                    com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(letter)
                            .getBytes(ISO_8859_1),
                    ISO_8859_1)));
            while (found.find()) {
                links.add(found.group());
            }
        }
        return links.stream()
                .filter(link -> link.contains(kind))
                .reduce((first, second) -> second)
                .map(URI::create)
                .orElseThrow();
    }

    /** Opens a page, presses a button, and looks at what follows. A caller's browser says all it can. */
    private void opensAndPresses(URI page, String press) throws Exception {
        HttpResponse<String> shown = browser.send(browserOf(page).build(), HttpResponse.BodyHandlers.ofString());
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(shown.body());
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        StringBuilder form = new StringBuilder(press + "&note=" + MARK);
        fields.forEach(
                (name, value) -> form.append('&').append(name).append('=').append(value));
        HttpRequest.Builder post = browserOf(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()));
        shown.headers().firstValue("Set-Cookie").ifPresent(cookie -> post.header("Cookie", cookie.split(";", 2)[0]));
        HttpResponse<String> done = browser.send(post.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        HttpResponse<String> result = browser.send(
                browserOf(page.resolve(done.headers().firstValue("Location").orElseThrow()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (page.getPath().startsWith("/c/")) {
            for (HttpResponse<String> seen : List.of(shown, done, result)) {
                pages.append(seen.headers().map()).append(seen.body());
            }
        }
    }

    private static HttpRequest.Builder browserOf(URI page) {
        HttpRequest.Builder request = HttpRequest.newBuilder(page);
        return page.getPath().startsWith("/q/")
                ? request.header("User-Agent", MARK)
                        .header("X-Forwarded-For", MarkedClients.LAN)
                        .header("Referer", "http://" + MARK + ".example/")
                : request;
    }

    /** The wait for Bob is over. */
    private void remind() {
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("update act_ru_job set duedate_ = now() - interval '1 hour'"
                                        + " where handler_type_ = 'timer-intermediate-transition' and process_instance_id_ in"
                                        + " (select p.id_ from act_ru_execution p join failed_call_case c"
                                        + " on p.business_key_ = c.id::text where c.callee_id = ?)")
                                .param(bobsId)
                                .update()
                        > 0);
    }

    private void sent(String kind, int times) {
        await(kind)
                .atMost(PATIENCE)
                .until(() ->
                        jdbc.sql("select count(*) from outbound_message m join failed_call_case c on c.id = m.case_id"
                                                + " where c.callee_id = ? and m.kind = ? and m.sent_at is not null")
                                        .params(bobsId, kind)
                                        .query(Integer.class)
                                        .single()
                                >= times);
    }

    private void assertNothingOfAnna(String bytes, String... expected) {
        String read = ReadEveryWay.of(bytes);
        assertThat(read).contains(expected);
        assertThat(read)
                .doesNotContain(
                        MARK,
                        annasNumber.substring(3),
                        annasMail,
                        MarkedClients.LAN,
                        ANNAS_HOST + ":",
                        ANNAS_HOST + " ",
                        "sip:" + ANNAS_HOST);
    }
}
