package io.ringback.telephony.diversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.ShippedRoutes;
import io.ringback.failedcall.CallEnding;
import io.ringback.failedcall.Classification;
import io.ringback.failedcall.ShippedClassification;
import io.ringback.failedcall.Verdict;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipComponent;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.telephony.callcontrol.HeldCalls;
import io.ringback.telephony.callcontrol.WaitingCall;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Diverted INVITEs as carriers write them, sent by UDP through the stack and the route to where cases open: what their sender
 * hears, and who is asked about whom.
 */
class SloppyInvitesTest {

    private static final Path CASES = Path.of("src/test/resources/sip/cases");
    private static final int PORT = Ports.free();
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern NUMBER = Pattern.compile("\\+46701741\\d{3}");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static final String ANNA = "+46701741001";
    private static final String BOB = "+46701741002";

    private static final JainUserAgent AGENT =
            new JainUserAgent(SipSettings.of("sloppy", new Listen("UDP", "127.0.0.1", PORT)));
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final HeldCalls HELD = WaitingCall.holder();
    private static final List<Map<?, ?>> FAILED = new CopyOnWriteArrayList<>();
    private static final List<Map<?, ?>> ANSWERED = new CopyOnWriteArrayList<>();
    private static final Classification CLASSIFICATION = ShippedClassification.load();

    private final DatagramSocket socket = socket();

    private static DatagramSocket socket() {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        SipComponent sip = new SipComponent();
        sip.setUserAgent(AGENT);
        CAMEL.addComponent("sip", sip);
        CAMEL.getPropertiesComponent().addInitialProperty("ringback.sip.proxy", "sip:127.0.0.1");
        // The people of the cases are known by their numbers.
        CAMEL.getRegistry()
                .bind(
                        "switchCalls",
                        SwitchRequests.calls(
                                new DiversionProperties(null, Set.of(), Diverter.Told.FIRST),
                                List.of("0=+46", "46=+46"),
                                address -> NUMBER.matcher(address.uri()).find()));
        CAMEL.getRegistry().bind("heldCalls", HELD);
        CAMEL.getRegistry().bind("ownNumber", new UnansweredNumber());
        CAMEL.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:failed-call")
                        .process(exchange -> FAILED.add(exchange.getMessage().getBody(Map.class)));
                from("direct:answered-call")
                        .process(exchange -> ANSWERED.add(exchange.getMessage().getBody(Map.class)));
            }
        });
        ShippedRoutes.load(CAMEL, "switch-in");
        AGENT.start();
        CAMEL.start();
    }

    /** Refuses who dials Ringback's own number, as the route proposes. */
    public static final class UnansweredNumber {

        public int answer(Map<?, ?> fields, IncomingCall call, int refusal) {
            return refusal;
        }
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
        HELD.close();
        AGENT.close();
    }

    @AfterEach
    void close() {
        socket.close();
        FAILED.clear();
        ANSWERED.clear();
    }

    /** Sends an INVITE as it stands, from here, and says what came of it: status, cause and people, as in expected.tsv. */
    private String outcome(String written, String caller, String callee) throws IOException {
        String number = "s" + NUMBERS.incrementAndGet();
        String invite = written.replaceAll("127\\.0\\.0\\.1:18070", "127.0.0.1:" + PORT)
                .replaceAll("127\\.0\\.0\\.1:180\\d\\d", "127.0.0.1:" + socket.getLocalPort())
                .replaceAll("(branch=z9hG4bK|tag=)\\w*", "$1" + number)
                .replaceAll("Call-ID: .*?\r\n", "Call-ID: " + number + "@h1\r\n");
        send(invite);
        String answer = receive();
        while (answer.startsWith("SIP/2.0 1")) {
            answer = receive();
        }
        acknowledge(invite, answer);
        int status = Integer.parseInt(answer.substring(8, 11));
        return status + ", " + opened(caller, callee);
    }

    private static String opened(String caller, String callee) {
        if (FAILED.isEmpty()) {
            return "no case";
        }
        Map<?, ?> call = FAILED.get(0);
        CallEnding ending = new CallEnding(
                OptionalInt.of(Integer.parseInt(call.get("sipStatus").toString())),
                call.get("q850") == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(call.get("q850").toString())),
                Boolean.parseBoolean(call.get("rang").toString()),
                Duration.ZERO);
        return CLASSIFICATION.classify(ending, () -> true) instanceof Verdict.Failed failed
                ? failed.cause() + ", " + name(call.get("caller"), caller, callee) + "->"
                        + name(call.get("callee"), caller, callee)
                : "no case";
    }

    private static String name(Object uri, String caller, String callee) {
        Matcher number = NUMBER.matcher(uri.toString());
        String found = number.find() ? number.group() : uri.toString();
        return found.equals(caller) ? "Caller" : found.equals(callee) ? "Callee" : found;
    }

    private void send(String message) throws IOException {
        byte[] bytes = message.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), PORT));
    }

    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    private void acknowledge(String invite, String answer) throws IOException {
        send(invite.substring(0, invite.indexOf("\r\n\r\n"))
                        .replace("INVITE", "ACK")
                        .replaceFirst(
                                "(?m)^To: .*$",
                                Matcher.quoteReplacement(answer.lines()
                                        .filter(line -> line.startsWith("To:"))
                                        .findFirst()
                                        .orElseThrow()))
                        .replaceFirst("Content-Length: \\d+", "Content-Length: 0")
                + "\r\n\r\n");
    }

    static Stream<Arguments> cases() throws IOException {
        return Files.readAllLines(CASES.resolve("expected.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(cells -> Arguments.of(cells[0], cells[1]));
    }

    @Test
    void everyCaseIsExpectedToBeSomething() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            Set<String> named = new java.util.TreeSet<>();
            cases().forEach(row -> named.add(row.get()[0].toString()));
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".sip")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void isAnsweredAndUnderstood(String file, String expected) throws IOException {
        String written = Files.readString(CASES.resolve(file));
        // The first is the caller's, and the last of the headers that name people the callee's.
        List<String> numbers = NUMBER.matcher(written)
                .results()
                .map(result -> result.group())
                .sorted()
                .distinct()
                .toList();

        assertThat(outcome(written, numbers.get(0), numbers.get(1))).isEqualTo(expected);
    }

    private static String invite(String lines) {
        StringBuilder invite = new StringBuilder("INVITE sip:ringback@127.0.0.1:18070 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:18062;rport;branch=z9hG4bKx\r\nMax-Forwards: 70\r\nCSeq: 1 INVITE\r\n"
                + "Call-ID: x\r\n");
        List<String> own = lines.isEmpty() ? List.of() : List.of(lines.split("%%"));
        own.forEach(line -> invite.append(line.strip()).append("\r\n"));
        Map.of(
                        "From",
                        "<sip:trunk4711@c.example>;tag=x",
                        "To",
                        "<sip:" + BOB + "@carrier.example;user=phone>",
                        "Contact",
                        "<sip:10.20.30.40:5060>",
                        "P-Asserted-Identity",
                        "<sip:" + ANNA + "@carrier.example;user=phone>",
                        "Diversion",
                        "<sip:" + BOB + "@carrier.example;user=phone>;reason=user-busy;counter=1",
                        "Reason",
                        "SIP;cause=486")
                .forEach((name, value) -> {
                    if (own.stream().noneMatch(line -> isOf(name, line.strip()))) {
                        invite.append(name).append(": ").append(value).append("\r\n");
                    }
                });
        return invite.append("Content-Length: 0\r\n\r\n").toString();
    }

    private static boolean isOf(String name, String line) {
        return line.regionMatches(true, 0, name + ":", 0, name.length() + 1)
                || name.equals("Contact") && line.startsWith("m:");
    }

    /** What a case does not hold, no medium can write to the callee. Why they call, they say to be told (WhyAnnaCalledTest). */
    @Test
    void ofAllThatACallersPhoneSaysOfThemTheCaseHoldsTheirNumberOnly() throws IOException {
        String phone = """
                From: "zqxanna" <sip:zqxanna@zqxanna.example>;tag=x %%
                Contact: "zqxanna" <sip:zqxanna@10.77.7.7:5060;x=zqxanna>;+sip.instance="<urn:x:zqxanna>" %%
                P-Asserted-Identity: "zqxanna" <sip:+46701741001@zqxanna.example;x=zqxanna;user=phone> %%
                Remote-Party-ID: "zqxanna" <sip:zqxanna@10.77.7.7>;party=calling %%
                Organization: zqxanna %% User-Agent: zqxanna/10.77.7.7 %%
                Call-Info: <http://zqxanna.example/>;purpose=icon %% Alert-Info: <http://zqxanna.example/> %%
                Reply-To: <sip:zqxanna@zqxanna.example> %% Geolocation: <sip:zqxanna@zqxanna.example> %%
                User-to-User: zqxanna %% P-Access-Network-Info: IEEE-802.11;i-wlan-node-id=zqxanna %%
                Reason: SIP;cause=486;text="zqxanna" %% X-Device: zqxanna""".replace("\n", " ");

        assertThat(outcome(invite(phone), ANNA, BOB)).isEqualTo("486, BUSY, Caller->Callee");
        assertThat(FAILED.get(0).values())
                .noneMatch(value -> String.valueOf(value).contains("zqxanna")
                        || String.valueOf(value).contains("10.77"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            Privacy:                                                       | 486, no case
            Privacy: "id"                                                  | 486, no case
            Privacy: ID ; Critical                                         | 486, no case
            Privacy: none %% Privacy: id                                   | 486, no case
            Privacy: none,id                                               | 486, no case
            Privacy: user=id                                               | 486, no case
            Privacy: full                                                  | 486, no case
            Privacy: %69%64                                                | 486, no case
            Privacy: ,;                                                    | 486, no case
            Privacy: critical                                              | 486, no case
            Privacy: None;                                                 | 486, BUSY, Caller->Callee
            Privacy: "none"                                                | 486, BUSY, Caller->Callee
            Privacy: session                                               | 486, BUSY, Caller->Callee
            Privacy: history;critical                                      | 486, BUSY, Caller->Callee
            Remote-Party-ID: <sip:a@b>;party=calling;privacy="full"        | 486, no case
            Remote-Party-ID: <sip:a@b>;privacy=off;privacy=full            | 486, no case
            Remote-Party-ID: nonsense;privacy=uri                          | 486, no case
            Remote-Party-ID: <sip:a@b>;privacy=full-network                | 486, no case
            Remote-Party-ID: <sip:a@b>;party=called;privacy=full           | 486, BUSY, Caller->Callee
            Remote-Party-ID: <sip:a@b>;privacy=off                         | 486, BUSY, Caller->Callee
            From: "Anonymous" <sip:+46701741001@c.example>;tag=x           | 486, no case
            From: <sip:anonymous@c.example>;tag=x                          | 486, no case
            From: "x\\" <sip:anonymous@anonymous.invalid>;tag=x            | 400, no case
            """)
    void aWishForPrivacyIsHeardInAnySpelling(String lines, String expected) throws IOException {
        assertThat(outcome(invite(lines), ANNA, BOB)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            From: <sip:unknown@unknown.invalid>;tag=x                      | 486, BUSY, Caller->Callee
            From: unknown;tag=x                                            | 400, no case
            From: sip:10.1.1.1;tag=x                                       | 486, BUSY, Caller->Callee
            From: <sip:x@c;a="b">; tag=x ;y                                | 486, BUSY, Caller->Callee
            From: <sip:unavailable@10.0.0.1>;tag=x                         | 486, BUSY, Caller->Callee
            P-Asserted-Identity:                                           | 486, no case
            P-Asserted-Identity: nonsense                                  | 486, no case
            P-Asserted-Identity: "Anna <sip:+46701741001@c.example>        | 486, no case
            P-Asserted-Identity: <sip:+46701741001@c.example               | 486, no case
            P-Asserted-Identity: <sip:anonymous@anonymous.invalid>         | 486, no case
            P-Asserted-Identity: <sip:unknown@c.example>                   | 486, no case
            P-Asserted-Identity: tel:+46701741001                          | 486, BUSY, Caller->Callee
            P-Asserted-Identity: <tel:+46701741001>,                       | 486, BUSY, Caller->Callee
            P-Asserted-Identity: Anna <sip:+46701741001@c.example>         | 486, BUSY, Caller->Callee
            P-Asserted-Identity: Bell, Anna <sip:+46701741001@c.example>   | 486, BUSY, Caller->Callee
            P-Asserted-Identity: "Anna" sip:+46701741001@c.example         | 486, BUSY, Caller->Callee
            P-Asserted-Identity: < sip:+46701741001@c.example >            | 486, BUSY, Caller->Callee
            P-Asserted-Identity: <SIP:+46701741001@c.example:>;;           | 486, BUSY, Caller->Callee
            P-Asserted-Identity: <sip:+46701741001@c.example;x=100%>       | 486, BUSY, Caller->Callee
            P-Asserted-Identity: <urn:x:y>, <tel:+46701741001>             | 486, BUSY, Caller->Callee
            P-Asserted-Identity: <sip:bob@c.example> %% P-Asserted-Identity: <tel:+46701741001> | 486, BUSY, Caller->Callee
            p-asserted-identity: <tel:+46701741001>                        | 486, BUSY, Caller->Callee
            """)
    void whomTheNetworkVouchesForIsReadInAnySpellingAndFromIsNeverBelievedInstead(String lines, String expected)
            throws IOException {
        assertThat(outcome(invite(lines), ANNA, BOB)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            Diversion: <im:x@y>, <tel:+46701741002>;reason=user-busy                                  | 486, BUSY, Caller->Callee
            Diversion: nonsense %% Diversion: <tel:+46701741002>;reason=user-busy                     | 486, BUSY, Caller->Callee
            Diversion: "x <sip:a@b> %% Diversion: <tel:+46701741002>;reason=user-busy;                | 486, BUSY, Caller->Callee
            Diversion: <sip:+46700000000@c>;reason=unknown, <tel:+46701741002>;reason=user-busy       | 486, BUSY, Caller->Callee
            Diversion: <sip:+46700000000@c>;reason="unknown",<tel:+46701741002>;reason="no-answer" %% Reason: x | 480, NO_ANSWER, Caller->Callee
            History-Info: nonsense, <>;index=1 , <sip:a@b?x=%zz>;index=2                              | 486, BUSY, Caller->Callee
            History-Info: <mailto:a@b>;index=1                                                        | 486, BUSY, Caller->Callee
            Reason: SIP;cause=486;text="Busy                                                          | 486, BUSY, Caller->Callee
            Reason: SIP ; cause = 486 ;                                                               | 486, BUSY, Caller->Callee
            Reason: "SIP";cause="486"                                                                 | 486, BUSY, Caller->Callee
            Reason: Q850;cause=17;text=busy                                                           | 486, BUSY, Caller->Callee
            Diversion: nonsense                                                                       | 400, no case
            """)
    void whatCannotBeReadAndIsNotNeededCostsNothing(String lines, String expected) throws IOException {
        assertThat(outcome(invite(lines), ANNA, BOB)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            <sip:+46701741002@c;cause=486;Reason=SIP;text=Busy>;index=1               | 486, BUSY, Caller->Callee
            <sip:+46701741002@c;Reason=SIP%3Bcause%3D486>;index=1                     | 486, BUSY, Caller->Callee
            <sip:+46701741002@c;reason="SIP;cause=486">;index=1                       | 486, BUSY, Caller->Callee
            <sip:+46701741002@c>;index=1;reason="SIP;cause=486"                       | 486, BUSY, Caller->Callee
            <sip:+46701741002@c>;index=1;Reason=SIP;cause=486                         | 486, BUSY, Caller->Callee
            <sip:+46701741002@c?Reason=Q.850%3Bcause%3D17>;index=1                    | 486, BUSY, Caller->Callee
            <sip:+46701741002@c?Reason=Q.850%3Bcause%3D26&x=%zz>;index=1              | 480, no case
            """)
    void theReasonInHistoryInfoIsFoundWhereverItStands(String entry, String expected) throws IOException {
        String invite = invite("History-Info: " + entry + " %% History-Info: <sip:ringback@127.0.0.1>;index=1.1")
                .replaceAll("(?m)^(Diversion|Reason):.*\r\n", "");

        assertThat(outcome(invite, ANNA, BOB)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            Reason: Q.850;cause=26                                             | 480, no case
            Reason: Q.850 ;cause="26" ;text="Non-selected user clearing"       | 480, no case
            Reason: SIP;cause=200;text="Call completed elsewhere"              | 486, no case
            Reason: sip ; text=Call completed elsewhere ; cause=200            | 486, no case
            Reason: SIP;cause=480, Q.850;cause=26                              | 480, no case
            Reason: SIP;cause=487;text="Answered Elsewhere"                    | 487, no case
            """)
    void aCallThatWasAnsweredElsewhereOpensNoCase(String lines, String expected) throws IOException {
        assertThat(outcome(invite(lines), ANNA, BOB)).isEqualTo(expected);
    }

    /** Publishes the dialog of a phone that rang and did not get the call, and says what came of it. */
    private String published(String lines, String attributes) throws IOException {
        String number = "p" + NUMBERS.incrementAndGet();
        String document = DialogStatesTest.document("terminated", attributes, "")
                .replace("sip:anna@example.com", "sip:" + ANNA + "@carrier.example")
                .replace("sip:bob@example.com", "sip:" + BOB + "@carrier.example");
        send(("""
                PUBLISH sip:ringback@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK%s
                Max-Forwards: 70
                From: <sip:%s@carrier.example>;tag=%s
                To: <sip:ringback@127.0.0.1>
                Call-ID: %s
                CSeq: 1 PUBLISH
                Event: dialog
                Content-Type: application/dialog-info+xml
                %sContent-Length: %d

                """.formatted(
                                        PORT,
                                        socket.getLocalPort(),
                                        number,
                                        BOB,
                                        number,
                                        number,
                                        lines.isEmpty() ? "" : lines + "\n",
                                        document.getBytes(UTF_8).length))
                        .replace("\n", "\r\n")
                + document);
        String answer = receive();
        assertThat(ANSWERED).isEmpty();
        return answer.substring(8, 11) + ", " + opened(ANNA, BOB);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            !!                                                        | event="timeout" code="408"   | 200, UNREACHABLE, Caller->Callee
            Reason: Q.850;cause=17                                    | event="rejected" code="480"  | 200, BUSY, Caller->Callee
            Reason: Q.850;cause=26                                    | event="cancelled" code="487" | 200, no case
            Reason: Q.850 ;cause="26" ;text="Non-selected user"       | event="cancelled"            | 200, no case
            Reason: SIP;cause=200;text="Call completed elsewhere"     | event="cancelled" code="487" | 200, no case
            Reason: SIP;cause=487;text="Answered elsewhere"           | event="rejected"             | 200, no case
            !!                                                        | event="cancelled" code="200" | 200, no case
            """)
    void aPublishedCallThatWasAnsweredElsewhereOpensNoCase(String lines, String attributes, String expected)
            throws IOException {
        assertThat(published(lines, attributes)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            Diversion: <sip:+46700000001@c>;reason=user-busy, <sip:+46701741002@c>;reason=no-answer   | 486, NO_ANSWER, Caller->Callee
            Diversion: <sip:+46700000001@c>;reason=user-busy %% Diversion: <tel:+46701741002>;reason=no-answer | 486, NO_ANSWER, Caller->Callee
            """)
    void ofThoseWhoDivertedACallTheFirstIsTold(String lines, String expected) throws IOException {
        assertThat(outcome(invite(lines), ANNA, BOB)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            P-Asserted-Identity: <sip:0701741001@c.example>            | 486, BUSY, Caller->Callee
            P-Asserted-Identity: <sip:46701741001@c.example>           | 486, BUSY, Caller->Callee
            P-Asserted-Identity: sip:46701741001@c.example             | 486, BUSY, Caller->Callee
            Diversion: <sip:0701741002@10.0.0.1:5060>;reason=user-busy | 486, BUSY, Caller->Callee
            Diversion: <sip:46701741002@10.0.0.1>;reason=user-busy     | 486, BUSY, Caller->Callee
            """)
    void numbersAreUnderstoodAsTheTrunkWritesThem(String lines, String expected) throws IOException {
        assertThat(outcome(invite(lines), ANNA, BOB)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            Contact: "Anna <sip:a@b>
            Contact: <sip:a@b
            Contact: *
            Contact: <tel:+46701741001>
            Contact: <sip:a@b:99999>
            Contact: <sip:[::1>
            Contact: <sip:a@b;x=1;y==>;expires=
            m: nonsense
            """)
    void aContactThatCannotBeReadCostsNothing(String contact) throws IOException {
        assertThat(outcome(invite(contact), ANNA, BOB)).isEqualTo("486, BUSY, Caller->Callee");
        await().untilAsserted(() -> assertThat(AGENT.holdings().legs()).isZero());
    }
}
