package io.ringback.telephony.diversion;

import static io.ringback.telephony.diversion.SwitchRequests.NOW;
import static io.ringback.telephony.diversion.SwitchRequests.invite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.protocol.sip.SipRequest;
import io.ringback.telephony.diversion.SwitchNotice.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Diverted INVITEs as switches write them, and what they say. Who calls is Anna unless it is said otherwise. */
class DivertedCallsTest {

    private static final String US = "sip:ringback@192.0.2.9:5060";
    private static final String BOB = "Diversion: <sip:bob@example.com>";

    private final SwitchCalls calls = SwitchRequests.calls(null);

    private SwitchNotice read(String lines) {
        return calls.diverted(invite(US, lines));
    }

    /** What was said, as the table below writes it: sipStatus/q850/rang/ringSeconds. */
    private static String ending(SwitchNotice reading) {
        Map<String, String> call = reading.call();
        return call.get("sipStatus") + "/" + call.getOrDefault("q850", "-") + "/" + call.get("rang") + "/"
                + call.getOrDefault("ringSeconds", "-");
    }

    @Test
    void aDivertedCallIsAFailedCallWithAllItsFields() {
        SwitchNotice reading = read("""
                Diversion: "Bob" <sip:bob@example.com>;reason=user-busy;counter=1
                Reason: Q.850;cause=17;text="User busy"
                Ringback-Ring-Time: 7
                """);

        assertThat(reading.kind()).isEqualTo(Kind.FAILED);
        assertThat(reading.status()).isEqualTo(486);
        assertThat(reading.call())
                .containsOnlyKeys(
                        "id",
                        "caller",
                        "callee",
                        "medium",
                        "occurredAt",
                        "sipStatus",
                        "q850",
                        "rang",
                        "ringSeconds",
                        "trunk")
                .containsEntry("trunk", "switch")
                .containsEntry("caller", "sip:anna@example.com")
                .containsEntry("callee", "sip:bob@example.com")
                .containsEntry("medium", "VOICE")
                .containsEntry("occurredAt", NOW.toString())
                .containsEntry("sipStatus", "486")
                .containsEntry("q850", "17")
                .containsEntry("rang", "true")
                .containsEntry("ringSeconds", "7");
    }

    /** Name, request URI, header lines, callee, sipStatus/q850/rang/ringSeconds, answer. */
    static Stream<Arguments> asSwitchesWriteIt() {
        return Stream.of(
                // Diversion (RFC 5806)
                row(
                        "Cisco BTS: original-called and last in one line",
                        US,
                        """
                        Diversion: <sip:+46701740606@10.0.0.1>;reason=user-busy;counter=1,<sip:1@10.0.0.1>;reason=unconditional
                        """,
                        "sip:+46701740606@10.0.0.1",
                        "486/-/false/-",
                        486),
                row(
                        "BroadWorks: no space before the bracket",
                        US,
                        "Diversion:\"Bob B, Sales\"<sip:+46701740606@as.bw.example;user=phone>;privacy=off;reason=no-answer;counter=1",
                        "tel:+46701740606",
                        "408/-/true/-",
                        480),
                row(
                        "Ribbon: spaces between the parameters",
                        US,
                        "Diversion: <sip:+46701740606@10.0.0.1:5060;user=phone>;privacy=off;screen=no; reason=user-busy; counter=1",
                        "tel:+46701740606",
                        "486/-/false/-",
                        486),
                row(
                        "AudioCodes: tel",
                        US,
                        "Diversion: <tel:+46701740606>;reason=unavailable;counter=1",
                        "tel:+46701740606",
                        "480/-/false/-",
                        480),
                row(
                        "Asterisk: the reason in quotes",
                        US,
                        "Diversion: \"Bob\" <sip:bob@example.com>;reason=\"user-busy\"",
                        "sip:bob@example.com",
                        "486/-/false/-",
                        486),
                row(
                        "Asterisk: words of its own",
                        US,
                        BOB + ";reason=\"No Answer\"",
                        "sip:bob@example.com",
                        "408/-/true/-",
                        480),
                row("capitals", US, BOB + ";Reason=USER-BUSY", "sip:bob@example.com", "486/-/false/-", 486),
                row(
                        "no brackets, so the parameters are the header's",
                        US,
                        "Diversion: sip:bob@example.com;reason=do-not-disturb",
                        "sip:bob@example.com",
                        "480/-/false/-",
                        480),
                row("out of service", US, BOB + ";reason=out-of-service", "sip:bob@example.com", "480/-/false/-", 480),
                row("away", US, BOB + ";reason=away", "sip:bob@example.com", "480/-/false/-", 480),
                row("deflection", US, BOB + ";reason=deflection", "sip:bob@example.com", "480/-/false/-", 480),
                row(
                        "follow me is no failure",
                        US,
                        BOB + ";reason=follow-me",
                        "sip:bob@example.com",
                        "302/-/false/-",
                        480),
                row(
                        "unconditional likewise",
                        US,
                        BOB + ";reason=unconditional",
                        "sip:bob@example.com",
                        "302/-/false/-",
                        480),
                row("unknown reason", US, BOB + ";reason=unknown", "sip:bob@example.com", "480/-/false/-", 480),
                row("no reason", US, BOB, "sip:bob@example.com", "480/-/false/-", 480),
                row("never Ringback's own address", US, """
                        Diversion: <sip:ringback@example.com>;reason=user-busy, <sip:bob@example.com>;reason=no-answer
                        """, "sip:bob@example.com", "486/-/false/-", 486),
                // Reason (RFC 3326)
                row(
                        "Kamailio: SIP and how long it rang",
                        US,
                        BOB + ";reason=no-answer\n" + """
                        Reason: SIP;cause=408;text="Request Timeout"
                        Ringback-Ring-Time: 20
                        """,
                        "sip:bob@example.com",
                        "408/-/true/20",
                        408),
                row(
                        "408 without ringing: no phone replied",
                        US,
                        BOB + ";reason=unavailable\n" + """
                        Reason: SIP ;cause=408 ;text="Request Timeout"
                        """,
                        "sip:bob@example.com",
                        "408/-/false/-",
                        408),
                row(
                        "FreeSWITCH: Q.850 by name",
                        US,
                        BOB + ";reason=user-busy\nReason: Q.850;cause=17;text=\"USER_BUSY\"",
                        "sip:bob@example.com",
                        "486/17/false/-",
                        486),
                row(
                        "both in one line, a comma in the text",
                        US,
                        BOB + "\n" + """
                        Reason: Q.850;cause=21;text="no, thanks", SIP;cause=603;text="Decline"
                        """,
                        "sip:bob@example.com",
                        "603/21/false/-",
                        603),
                row(
                        "both in two lines, in lower case, cause in quotes",
                        US,
                        BOB + "\n" + """
                        Reason: sip;cause="486"
                        Reason: q.850;cause="17"
                        """,
                        "sip:bob@example.com",
                        "486/17/false/-",
                        486),
                row(
                        "Q.850 alone is heard as a gateway would say it",
                        US,
                        BOB + "\nReason: Q.850;cause=17",
                        "sip:bob@example.com",
                        "480/17/false/-",
                        486),
                row(
                        "another protocol says nothing",
                        US,
                        BOB + ";reason=user-busy\nReason: Preemption;cause=1, ;;",
                        "sip:bob@example.com",
                        "486/-/false/-",
                        486),
                row(
                        "a redirection is how, not why",
                        US,
                        BOB + ";reason=user-busy\nReason: SIP;cause=302;text=\"Moved\"",
                        "sip:bob@example.com",
                        "486/-/false/-",
                        486),
                row("404 stays 404", US, BOB + "\nReason: SIP;cause=404", "sip:bob@example.com", "404/-/false/-", 404),
                row("600 stays 600", US, BOB + "\nReason: SIP;cause=600", "sip:bob@example.com", "600/-/false/-", 600),
                row(
                        "a challenge cannot be passed on",
                        US,
                        BOB + "\nReason: SIP;cause=407",
                        "sip:bob@example.com",
                        "407/-/false/-",
                        480),
                row(
                        "no Diversion: the request URI is whom the call to failed",
                        "sip:bob@example.com",
                        "Reason: SIP;cause=486",
                        "sip:bob@example.com",
                        "486/-/false/-",
                        486),
                // cause and target (RFC 4458)
                row(
                        "target and cause",
                        US + ";target=sip%3Abob%40example.com%3Btransport%3Dtcp;cause=486",
                        "",
                        "sip:bob@example.com",
                        "486/-/false/-",
                        486),
                row(
                        "target of tel",
                        US + ";cause=408;target=tel:+46701740606",
                        "",
                        "tel:+46701740606",
                        "408/-/true/-",
                        480),
                row(
                        "target wins over Diversion, exact over vague",
                        US + ";target=sip:bob%40example.com;cause=404",
                        "Diversion: <sip:carol@example.com>;reason=unknown",
                        "sip:bob@example.com",
                        "404/-/false/-",
                        404),
                row("unregistered mobile", US + ";cause=503", BOB, "sip:bob@example.com", "503/-/false/-", 503),
                row("sent away while it rang", US + ";cause=487", BOB, "sip:bob@example.com", "480/-/true/-", 480),
                row("sent away at once", US + ";cause=480", BOB, "sip:bob@example.com", "480/-/false/-", 480),
                row("cause=302 is no failure", US + ";cause=302", BOB, "sip:bob@example.com", "302/-/false/-", 480),
                row(
                        "cause=302 but Diversion knows why",
                        US + ";cause=302",
                        BOB + ";reason=user-busy",
                        "sip:bob@example.com",
                        "486/-/false/-",
                        486),
                row("nonsense in cause", US + ";cause=busy", BOB, "sip:bob@example.com", "480/-/false/-", 480),
                // History-Info (RFC 7044, RFC 4244)
                row(
                        "RFC 7044: mapped from 1, whose phone was 1.1",
                        US,
                        """
                        History-Info: <sip:bob@example.com>;index=1
                        History-Info: <sip:bob@192.0.2.4?Reason=SIP%3Bcause%3D486%3Btext%3D%22Busy%20Here%22>;index=1.1;rc=1
                        History-Info: <sip:ringback@192.0.2.9:5060;cause=486>;index=1.2;mp=1.1
                        """,
                        "sip:bob@example.com",
                        "486/-/false/-",
                        486),
                row("RFC 4244: the parent of our own entry", US, """
                        History-Info: <sip:bob@example.com>;index=1, <sip:bob@192.0.2.4?Reason=SIP%3Bcause%3D480>;index=1.1, <sip:ringback@192.0.2.9:5060>;index=1.2
                        """, "sip:bob@example.com", "480/-/false/-", 480),
                row(
                        "TS 24.604: no Reason, but cause at our own entry",
                        US,
                        """
                        History-Info: <sip:+46701740606@ims.example;user=phone>;index=1,
                        History-Info: <sip:ringback@192.0.2.9:5060;cause=408>;index=1.1;mp=1
                        """,
                        "tel:+46701740606",
                        "408/-/true/-",
                        480),
                row("Metaswitch: SIP and Q.850 in one URI", US, """
                        History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D480&Reason=Q.850%3Bcause%3D19>;index=1
                        History-Info: <sip:ringback@192.0.2.9:5060>;index=1.1
                        """, "sip:bob@example.com", "480/19/false/-", 480),
                row("AudioCodes: not escaped", US, """
                        History-Info: <sip:bob@example.com?Reason=SIP;cause=486;text="Busy">;index=1
                        """, "sip:bob@example.com", "486/-/false/-", 486),
                row("numbered 1, 2 without a parent", US, """
                        History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D486>;index=1
                        History-Info: <sip:ringback@192.0.2.9:5060>;index=2
                        """, "sip:bob@example.com", "486/-/false/-", 486),
                row(
                        "Diversion names the callee, History-Info the code",
                        US,
                        BOB + ";reason=no-answer\n" + """
                        History-Info: <sip:carol@example.com?Reason=SIP%3Bcause%3D480>;index=1
                        """,
                        "sip:bob@example.com",
                        "480/-/true/-",
                        480),
                row("Reason wins over History-Info", US, """
                        Reason: SIP;cause=486
                        History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D480&Reason=Q.850%3Bcause%3D17>;index=1
                        """, "sip:bob@example.com", "486/17/false/-", 486));
    }

    private static Arguments row(String name, String uri, String lines, String callee, String ending, int answer) {
        return Arguments.of(name, uri, lines, callee, ending, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asSwitchesWriteIt")
    void theCalleeTheReasonAndTheAnswerAreFound(
            String name, String uri, String lines, String callee, String ending, int answer) {
        SwitchNotice reading = calls.diverted(invite(uri, lines));

        assertThat(reading.kind()).as(reading.note()).isEqualTo(Kind.FAILED);
        assertThat(reading.call()).containsEntry("callee", callee);
        assertThat(ending(reading)).isEqualTo(ending);
        assertThat(reading.status()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            From: <sip:anna@example.com>;tag=1                        |                                            | sip:anna@example.com
            From: sip:anna@example.com;tag=1                          |                                            | sip:anna@example.com
            From: "A \\"<x>\\" B" <sips:anna@example.com:5061>;tag=1   |                                           | sips:anna@example.com
            From: <sip:1@pbx.example>;tag=1     | P-Asserted-Identity: "Anna" <tel:+46701740605>                  | tel:+46701740605
            From: <sip:1@pbx.example>;tag=1     | P-Asserted-Identity: <sip:anna@example.com>, <tel:+46701740605> | sip:anna@example.com
            From: <sip:1@pbx.example>;tag=1     | Remote-Party-ID: <sip:anna@example.com>;party=calling;privacy=off;screen=yes | sip:anna@example.com
            From: <sip:anna@example.com>;tag=1  | Remote-Party-ID: <sip:bob@example.com>;party=called             | sip:anna@example.com
            From: <sip:anna@example.com>;tag=1  | P-Preferred-Identity: <sip:eve@example.com>                     | sip:anna@example.com
            From: <sip:anna@example.com>;tag=1  | Privacy: none                                                   | sip:anna@example.com
            From: <sip:0701740605@10.0.0.1;user=phone>;tag=1          |                                            | tel:+46701740605
            """)
    void theCallerIsWhoTheSwitchVouchesFor(String from, String identity, String caller) {
        SwitchNotice reading = read(BOB + ";reason=user-busy\n" + from + "\n" + (identity == null ? "" : identity));

        assertThat(reading.kind()).as(reading.note()).isEqualTo(Kind.FAILED);
        assertThat(reading.call()).containsEntry("caller", caller);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1",
                "From: <sip:Anonymous@example.com>;tag=1",
                "From: \"Unavailable\" <sip:unavailable@unknown.invalid>;tag=1",
                "From: <sip:restricted@192.0.2.1>;tag=1",
                "From: <sip:192.0.2.1>;tag=1",
                "Privacy: id",
                "Privacy: header;user;critical",
                "Privacy: ID",
                "Remote-Party-ID: <sip:anna@example.com>;party=calling;privacy=full",
                "P-Asserted-Identity: <sip:anonymous@anonymous.invalid>",
                "From: <sip:anonymous@anonymous.invalid>;tag=1\nP-Asserted-Identity: <sip:anna@example.com>"
            })
    void anAnonymousCallerCannotBeServedAndHearsWhatTheyWouldHaveHeard(String lines) {
        SwitchNotice reading = read(BOB + ";reason=user-busy\n" + lines);

        assertThat(reading).isEqualTo(SwitchNotice.nothing(486, "the caller is anonymous, so nobody can be asked"));
    }

    @Test
    void aFocusThatCallsOutNamesTheConferenceAndWhoAskedForIt() {
        SwitchNotice reading = read("""
                From: <sip:conf-77@example.com>;tag=1
                P-Asserted-Identity: <sip:conf-77@example.com>
                Referred-By: <sip:anna@example.com>
                Contact: <sip:conf-77@example.com;transport=tcp>;isfocus
                Diversion: <sip:bob@example.com>;reason=no-answer
                """);

        assertThat(reading.call())
                .containsEntry("conference", "sip:conf-77@example.com")
                .containsEntry("caller", "sip:anna@example.com")
                .containsEntry("callee", "sip:bob@example.com");
    }

    @Test
    void anOrdinaryContactIsNoConference() {
        assertThat(read(BOB + "\nContact: <sip:anna@192.0.2.7:5060>").call()).doesNotContainKey("conference");
    }

    @Test
    void allOfOneCallHasOneId() {
        String first = read(BOB).call().get("id");

        assertThat(first).matches("sip-[0-9a-f]{32}");
        assertThat(read("Diversion: <sip:carol@example.com>\nFrom: <sip:eve@example.com>;tag=2")
                        .call())
                .containsEntry("id", first);
        assertThat(read(BOB + "\nCall-ID: b-leg@switch\nRingback-Call-ID: a84b4c76e66710@pc33.example.com")
                        .call())
                .as("the caller's leg counts, not the one to us")
                .containsEntry("id", first);
        assertThat(read(BOB + "\nCall-ID: other").call().get("id")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ringback-Connection: 5f0c                                | Reason: SIP;cause=486 | 486
            Ringback-Connection: 5f0c                                |                       | 482
            From: <sip:ringback@example.com>;tag=1                   | Reason: SIP;cause=408 | 408
            P-Asserted-Identity: <tel:+46101234567>                  | Reason: SIP;cause=486 | 486
            """)
    void aCallThatRingbackPlacedOpensNothingAndEndsAsItWouldHave(String own, String reason, int answer) {
        SwitchNotice reading = read(BOB + "\n" + own + "\n" + (reason == null ? "" : reason));

        assertThat(reading).isEqualTo(SwitchNotice.nothing(answer, "the call is one of Ringback's own"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Diversion: <sip:ringback@192.0.2.9>;reason=user-busy",
                "History-Info: <sip:ringback@192.0.2.9:5060>;index=1"
            })
    void aCallThatWasNotDivertedOpensNothing(String lines) {
        SwitchNotice reading = read(lines);

        assertThat(reading.kind()).isEqualTo(Kind.NOTHING);
        assertThat(reading.status()).isEqualTo(480);
    }

    @Test
    void whoHasNoAddressThatPeopleCanHaveIsNotServed() {
        SwitchNotice reading = read("Diversion: <tel:1234;phone-context=pbx.example>;reason=user-busy");

        assertThat(reading).isEqualTo(SwitchNotice.nothing(486, "the callee has no address that people can have"));
    }

    @Test
    void whoCallsThemselvesIsNotServed() {
        assertThat(read("Diversion: <sip:anna@example.com>;reason=user-busy").kind())
                .isEqualTo(Kind.NOTHING);
    }

    @Test
    void theAnswerCanBeTheSameForAll() {
        SwitchNotice reading = SwitchRequests.calls(480).diverted(invite(US, BOB + ";reason=user-busy"));

        assertThat(reading.status()).isEqualTo(480);
        assertThat(reading.call()).containsEntry("sipStatus", "486");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 700})
    void anAnswerThatIsNoFailureIsRefusedAtTheStart(int answer) {
        assertThatThrownBy(() -> SwitchRequests.calls(answer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 400 to 699");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP%3Zcause", "SIP%3", "%C3%28", "SIP%3Bcause%3D487%", "%"})
    void aReasonWhoseEscapesAreBrokenSaysNothingAndCostsNothing(String reason) {
        SwitchNotice reading =
                read(BOB + ";reason=user-busy\nHistory-Info: <sip:carol@example.com?Reason=" + reason + ">;index=1");

        assertThat(reading.kind()).as(reading.note()).isEqualTo(Kind.FAILED);
        assertThat(reading.call()).containsEntry("callee", "sip:bob@example.com");
        assertThat(ending(reading)).isEqualTo("486/-/false/-");
    }

    @Test
    void aReasonWhoseEscapesAreBrokenLeavesTheOthersReadable() {
        SwitchNotice reading = read("""
                History-Info: <sip:bob@example.com?Reason=SIP%3Zcause&Reason=SIP%3Bcause%3D486>;index=1
                History-Info: <sip:ringback@192.0.2.9:5060>;index=1.1
                """);

        assertThat(ending(reading)).isEqualTo("486/-/false/-");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:0701740606@10.0.0.1, tel:+46701740606",
        "sip:46701740606@10.0.0.1:5060, tel:+46701740606",
        "sips:0046701740606@carrier.example, tel:+46701740606",
        "tel:0046701740606, tel:+46701740606",
        "sip:0701740606;npdi@10.0.0.1, tel:+46701740606",
        "sip:201@pbx.example, sip:201@pbx.example",
        "tel:701740606;phone-context=+49, tel:+49701740606"
    })
    void numbersAreUnderstoodAsTheTrunkWritesThem(String written, String callee) {
        SwitchCalls swedish = SwitchRequests.calls(
                new DiversionProperties(null, Set.of(), Diverter.Told.FIRST),
                List.of("0=+46", "46=+46", "00=+"),
                address -> false);

        SwitchNotice reading = swedish.diverted(invite(US, "Diversion: <" + written + ">;reason=user-busy"));

        assertThat(reading.call()).containsEntry("callee", callee);
    }

    @Test
    void ringbacksOwnNumberIsItsOwnAsTheTrunkWritesIt() {
        SwitchCalls swedish = SwitchRequests.calls(
                new DiversionProperties(null, Set.of(), Diverter.Told.FIRST), List.of("0=+46"), address -> false);

        SwitchNotice reading = swedish.diverted(
                invite(US, BOB + ";reason=user-busy\nP-Asserted-Identity: <sip:0101234567@carrier.example>"));

        assertThat(reading).isEqualTo(SwitchNotice.nothing(486, "the call is one of Ringback's own"));
    }

    @Test
    void digitsAreANameUnlessTheTrunkIsSaidToWriteNumbersSo() {
        assertThat(read("Diversion: <sip:0701740606@10.0.0.1>;reason=user-busy").call())
                .containsEntry("callee", "sip:0701740606@10.0.0.1");
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                hostile("thousands of entries in one line", "Diversion: " + "<sip:a@b>,".repeat(3000)),
                hostile("thousands of lines", "Diversion: <sip:a@b.example>\n".repeat(3000)),
                hostile("a line of a megabyte", "Diversion: <sip:" + "a".repeat(1_000_000) + "@b>"),
                hostile("many Reasons", "Reason: SIP;cause=486\n".repeat(100)),
                hostile("a bracket that is not closed", "Diversion: <sip:bob@example.com"),
                hostile("a quote that is not closed", "Diversion: \"Bob <sip:bob@example.com>"),
                hostile("text after the bracket", "Diversion: <sip:bob@example.com> bob"),
                hostile("no URI", "Diversion: bob"),
                hostile("an empty URI", "Diversion: <>"),
                hostile("no host", "Diversion: <sip:bob@>"),
                hostile("another scheme", "Diversion: <javascript:alert(1)>"),
                hostile(
                        "a header within a header",
                        BOB + "\nHistory-Info: <sip:a@b?Reason=SIP%0D%0ARoute:%20x>;index=1"),
                hostile("a NUL", BOB + "\nReason: SIP;cause=486;text=\"\0\""),
                hostile("a ring time of words", BOB + "\nRingback-Ring-Time: long"),
                hostile("a negative ring time", BOB + "\nRingback-Ring-Time: -1"),
                hostile("an endless Call-ID", BOB + "\nCall-ID: " + "c".repeat(4000)),
                hostile("an empty Call-ID", BOB + "\nCall-ID:  "),
                hostile("no caller", BOB + "\nFrom: <>"));
    }

    private static Arguments hostile(String name, String lines) {
        return Arguments.of(name, lines);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatCannotBeUnderstoodIsRefusedAndNothingIsTold(String name, String lines) {
        SwitchNotice reading = read(lines);

        assertThat(reading.kind()).isEqualTo(Kind.REFUSED);
        assertThat(reading.status()).isEqualTo(400);
        assertThat(reading.call()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://ringback.example, 416",
        "urn:service:sos, 416",
        "ringback, 416",
        "sip:, 400",
        "sip:ringback@192.0.2.9;target=http%3A%2F%2Fx, 400",
        "sip:ringback@192.0.2.9;target=sip%0D%0Ax, 400"
    })
    void aRequestUriThatCannotBeUnderstoodIsRefused(String uri, int status) {
        SipRequest invite = invite(uri, BOB);

        assertThat(calls.diverted(invite).status()).isEqualTo(status);
        assertThat(calls.diverted(invite).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aRequestUriOfAbsurdLengthIsRefused() {
        assertThat(calls.diverted(invite("sip:" + "r".repeat(5000) + "@192.0.2.9", BOB))
                        .status())
                .isEqualTo(414);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Subject: About Friday                                              | About Friday | -
            Call-Info: <data:>;purpose=jcard;call-reason="About; \\"Friday\\", 3" | About; "Friday", 3 | -
            Call-Info: <http://a.example/i.png>;purpose=icon, <data:,x;y>;purpose=jcard;Call-Reason=Friday | Friday | -
            Call-Info: <http://a.example/i.png>;purpose=icon                   | -            | -
            Subject: Phone call                                                | -            | -
            Subject:                                                           | -            | -
            Priority: urgent                                                   | -            | URGENT
            Priority: EMERGENCY                                                | -            | URGENT
            Priority: non-urgent                                               | -            | -
            Priority: urgent;please                                            | -            | -
            """)
    void whyTheCallerCallsIsSaid(String header, String reason, String urgency) {
        Map<String, String> call = read(BOB + "\n" + header).call();

        assertThat(call.get("reason")).isEqualTo(reason);
        assertThat(call.get("urgency")).isEqualTo(urgency);
    }

    /** What a caller writes of why they call takes no call away: it is the caller's own to lose. */
    @ParameterizedTest
    @ValueSource(strings = {"Subject: ", "Call-Info: <data:>;call-reason=", "Priority: "})
    void whatIsTooLongIsAsIfItWereNotThere(String header) {
        SwitchNotice reading = read(BOB + "\n" + header + "x".repeat(10_000));

        assertThat(reading.kind()).isEqualTo(Kind.FAILED);
        assertThat(reading.call()).doesNotContainKeys("reason", "urgency");
    }

    @Test
    void theReasonThatWasMadeForItCountsBeforeTheSubject() {
        assertThat(read(BOB + "\nSubject: one\nCall-Info: <data:>;call-reason=\"two\"")
                        .call())
                .containsEntry("reason", "two");
    }
}
