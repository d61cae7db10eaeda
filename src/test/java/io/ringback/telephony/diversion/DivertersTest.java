package io.ringback.telephony.diversion;

import static io.ringback.telephony.diversion.SwitchRequests.invite;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.telephony.diversion.Diverter.Told;
import io.ringback.telephony.diversion.SwitchNotice.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Anna called Bob, whose calls went on to Carol, who did not take it either: whose failure is told, and what Anna hears. By
 * {@code ringback.diversion.diverter}.
 */
class DivertersTest {

    private static final String US = "sip:ringback@192.0.2.9:5060";
    private static final String BOB_WAS_BUSY = "<sip:bob@example.com>;reason=user-busy;counter=1";
    private static final String CAROL_WAS_SILENT = "<sip:carol@example.com>;reason=no-answer;counter=1";

    private static SwitchCalls telling(Told told) {
        return SwitchRequests.calls(new DiversionProperties(null, Set.of(), told), List.of(), address -> false);
    }

    /** Name, request URI, header lines, then for the first and the last: callee, sipStatus/q850/rang/ringSeconds; the answer. */
    static Stream<Arguments> chains() {
        return Stream.of(
                row(
                        "Diversion: the topmost is the latest",
                        US,
                        "Diversion: " + CAROL_WAS_SILENT + ", " + BOB_WAS_BUSY,
                        "bob 486/-/false/-",
                        "carol 408/-/true/-",
                        480),
                row(
                        "Reason, cause and ring time are of the last",
                        US + ";cause=408",
                        "Diversion: " + CAROL_WAS_SILENT + "\nDiversion: " + BOB_WAS_BUSY + "\n" + """
                        Reason: SIP;cause=408, Q.850;cause=19
                        Ringback-Ring-Time: 20
                        """,
                        "bob 486/-/false/-",
                        "carol 408/19/true/20",
                        408),
                row(
                        "target was written for us",
                        US + ";target=sip:carol%40example.com;cause=408",
                        "Diversion: " + CAROL_WAS_SILENT + ", " + BOB_WAS_BUSY,
                        "carol 408/-/true/-",
                        "carol 408/-/true/-",
                        480),
                row(
                        "who has all calls go elsewhere has not failed",
                        US,
                        "Diversion: " + CAROL_WAS_SILENT + ", <sip:bob@example.com>;reason=unconditional",
                        "carol 408/-/true/-",
                        "carol 408/-/true/-",
                        480),
                row(
                        "a number of the carrier's on top",
                        US,
                        "Diversion: <sip:4711@example.com>;reason=unknown, " + CAROL_WAS_SILENT + ", " + BOB_WAS_BUSY,
                        "bob 486/-/false/-",
                        "carol 408/-/true/-",
                        480),
                row(
                        "nobody says why: how the call ended is all that is known",
                        US,
                        "Diversion: <sip:carol@example.com>, <sip:bob@example.com>\nReason: SIP;cause=486",
                        "bob 486/-/false/-",
                        "carol 486/-/false/-",
                        486),
                row(
                        "three who diverted",
                        US,
                        "Diversion: " + CAROL_WAS_SILENT + ", <sip:dan@example.com>;reason=away, " + BOB_WAS_BUSY,
                        "bob 486/-/false/-",
                        "carol 408/-/true/-",
                        480),
                row(
                        "one alone is both",
                        US,
                        "Diversion: " + BOB_WAS_BUSY + "\nReason: Q.850;cause=17",
                        "bob 486/17/false/-",
                        "bob 486/17/false/-",
                        486),
                row(
                        "RFC 7044: mapped twice, with a phone each",
                        US,
                        """
                        History-Info: <sip:bob@example.com>;index=1
                        History-Info: <sip:bob@192.0.2.4?Reason=SIP%3Bcause%3D486&Reason=Q.850%3Bcause%3D17>;index=1.1;rc=1
                        History-Info: <sip:carol@example.com;cause=486>;index=1.2;mp=1.1
                        History-Info: <sip:carol@192.0.2.5?Reason=SIP%3Bcause%3D480>;index=1.2.1;rc=1.2
                        History-Info: <sip:ringback@192.0.2.9:5060;cause=408>;index=1.3;mp=1.2.1
                        """,
                        "bob 486/17/false/-",
                        "carol 480/-/true/-",
                        480),
                row(
                        "TS 24.604: cause alone says that it was sent on, and why",
                        US,
                        """
                        History-Info: <sip:bob@example.com>;index=1,
                         <sip:carol@example.com;cause=408>;index=1.1,
                         <sip:ringback@192.0.2.9:5060;cause=486>;index=1.1.1
                        """.replace(",\n ", ", "),
                        "bob 408/-/true/-",
                        "carol 486/-/false/-",
                        486),
                row(
                        "RFC 7044: sent on without a failure",
                        US,
                        """
                        History-Info: <sip:bob@example.com>;index=1
                        History-Info: <sip:carol@example.com;cause=302>;index=1.1;mp=1
                        History-Info: <sip:ringback@192.0.2.9:5060;cause=486>;index=1.2;mp=1.1
                        """,
                        "carol 486/-/false/-",
                        "carol 486/-/false/-",
                        486),
                row(
                        "without an entry for us",
                        US,
                        """
                        History-Info: <sip:bob@example.com?reason=SIP%3bcause%3d408>;index=1
                        History-Info: "Carol" <sip:carol@example.com?Reason=SIP%3Bcause%3D486>;index=1.1;mp=1
                        """,
                        "bob 408/-/false/-",
                        "carol 486/-/false/-",
                        486),
                row(
                        "a circle",
                        US,
                        """
                        History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D486>;index=1;mp=1.1
                        History-Info: <sip:carol@example.com?Reason=SIP%3Bcause%3D480>;index=1.1;mp=1
                        """,
                        "bob 486/-/false/-",
                        "carol 480/-/false/-",
                        480));
    }

    private static Arguments row(String name, String uri, String lines, String first, String last, int answer) {
        return Arguments.of(name, uri, lines, first, last, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chains")
    void itIsTheFirstWhoFailedUnlessTheLastIsWanted(
            String name, String uri, String lines, String first, String last, int answer) {
        assertThat(told(telling(Told.FIRST).diverted(invite(uri, lines)), answer))
                .isEqualTo(first);
        assertThat(told(telling(Told.LAST).diverted(invite(uri, lines)), answer))
                .isEqualTo(last);
    }

    private static String told(SwitchNotice reading, int answer) {
        assertThat(reading.kind()).as(reading.note()).isEqualTo(Kind.FAILED);
        assertThat(reading.status()).as("what the caller hears").isEqualTo(answer);
        return reading.call().get("callee").replaceAll("sip:(.*)@example.com", "$1") + " "
                + reading.call().get("sipStatus") + "/"
                + reading.call().getOrDefault("q850", "-") + "/"
                + reading.call().get("rang") + "/"
                + reading.call().getOrDefault("ringSeconds", "-");
    }

    @Test
    void whatWasAnsweredElsewhereOpensNothingWhoeverDivertedIt() {
        SwitchNotice reading = telling(Told.FIRST)
                .diverted(invite(
                        US, "Diversion: " + CAROL_WAS_SILENT + ", " + BOB_WAS_BUSY + "\nReason: Q.850;cause=26"));

        assertThat(reading.kind()).isEqualTo(Kind.NOTHING);
    }
}
