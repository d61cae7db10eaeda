package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.protocol.xml.HostileDocuments;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer of the relay, or none, means for the message. */
@Execution(ExecutionMode.CONCURRENT)
class SubmitRspTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T17:00:00Z"), ZoneOffset.UTC);

    private static Failure failure(int status, String retryAfter, String body) {
        NotDelivered thrown = catchThrowableOfType(
                NotDelivered.class,
                () -> SubmitRsp.read(status, retryAfter, body.getBytes(StandardCharsets.UTF_8), "m", CLOCK));
        return thrown.failure();
    }

    private static void is(Failure failure, String kind) {
        assertThat(failure.getClass().getSimpleName()).as("%s", failure).isEqualTo(kind);
        assertThat(failure.problem()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "2000, Refused",
        "2001, Refused",
        "2002, Refused",
        "2003, Refused",
        "2004, Refused",
        "2006, Refused",
        "2007, Refused",
        "2008, Refused",
        "2009, Refused",
        "2777, Refused",
        "3000, NotTaken",
        "3001, NotTaken",
        "3002, NotTaken",
        "3003, NotTaken",
        "3777, NotTaken",
        "4000, NotTaken",
        "4001, NotTaken",
        "4002, NotTaken",
        "4003, NotTaken",
        "4004, NotTaken",
        "4005, Refused",
        "4006, Slowed",
        "4007, NotTaken",
        "4008, NotTaken",
        "9999, NotTaken"
    })
    void aStatusCodeSaysWhetherToTryAgain(int code, String kind) {
        is(failure(200, "", Requests.valid(Mm7Relay.submitRsp("m", code, "x"))), kind);
        is(failure(500, "", Requests.valid(Mm7Relay.fault("Client", code))), kind);
        is(failure(500, "", Requests.valid(Mm7Relay.fault("Server", code))), kind);
        assertThat(failure(200, "", Mm7Relay.submitRsp("m", code, "x")).problem())
                .startsWith("MM7 " + code);
    }

    @ParameterizedTest
    @CsvSource({
        "Client, Refused",
        "Client.Authentication, NotTaken",
        "Server, NotTaken",
        "VersionMismatch, NotTaken",
        "MustUnderstand, NotTaken"
    })
    void aFaultWithoutACodeSaysWhoseItIs(String faultCode, String kind) {
        is(failure(500, "", Mm7Relay.fault(faultCode, 0)), kind);
        is(failure(200, "", Mm7Relay.fault(faultCode, 0)), kind);
    }

    @ParameterizedTest
    @CsvSource({
        "302, NotTaken",
        "400, NotTaken",
        "401, NotTaken",
        "403, NotTaken",
        "404, NotTaken",
        "413, NotTaken",
        "500, NotTaken",
        "502, AnswerLost",
        "504, AnswerLost",
        "200, AnswerLost",
        "202, AnswerLost",
        "204, AnswerLost",
        "429, Slowed",
        "503, Slowed"
    })
    void withoutMm7TheStatusOfHttpSaysIt(int status, String kind) {
        for (String body : List.of("", "<html><p>No", "{}", "<x/>")) {
            is(failure(status, "", body), kind);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | PT7S",
                "0 | PT1S",
                "Tue, 24 Nov 2026 17:02:00 GMT | PT2M",
                "Tue, 24 Nov 2026 16:02:00 GMT | PT1S",
                "999999999 | PT1H",
                "99999999999999 | PT30S",
                "-5 | PT30S",
                "soon | PT30S"
            })
    void theRelayMaySayHowLongToWait(String retryAfter, Duration pause) {
        assertThat(failure(503, retryAfter, ""))
                .isInstanceOfSatisfying(Failure.Slowed.class, slowed -> assertThat(slowed.pause())
                        .isEqualTo(pause));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",
                "<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\"/>",
                "<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\"><env:Body/></env:Envelope>"
            })
    void whatIsNoAnswerLeavesOpenWhetherItWasTaken(String body) {
        is(failure(200, "", body), "AnswerLost");
    }

    static Stream<Arguments> hostile() {
        String good = Mm7Relay.submitRsp("m", 1000, "x").replaceFirst("<\\?xml.*?\\?>\\s*", "");
        return HostileDocuments.of(good, "1000").entrySet().stream()
                .map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aHostileAnswerIsNone(String name, String body) {
        is(failure(200, "", body), "AnswerLost");
    }

    @Test
    void theAnswerToAnotherMessageIsNoneToThisOne() {
        is(failure(200, "", Mm7Relay.submitRsp("another", 1000, "x")), "AnswerLost");
    }

    static Stream<IOException> neverConnected() {
        return Stream.of(
                new ConnectException("refused"),
                new UnknownHostException("relay.example"),
                new NoRouteToHostException("none"),
                new ConnectTimeoutException("too long"),
                new SSLHandshakeException("untrusted"));
    }

    @ParameterizedTest
    @MethodSource("neverConnected")
    void whatWasNeverConnectedWasNotTaken(IOException thrown) {
        is(new MmsFailures().read(thrown), "NotTaken");
    }

    static Stream<IOException> cutOff() {
        return Stream.of(
                new SocketTimeoutException("read"),
                new SocketException("reset"),
                new NoHttpResponseException("gone"),
                new IOException("broken pipe"));
    }

    @ParameterizedTest
    @MethodSource("cutOff")
    void whatWasCutOffMayHaveBeenTaken(IOException thrown) {
        is(new MmsFailures().read(new RuntimeException(thrown)), "AnswerLost");
    }

    @Test
    void whatWasNeverWrittenWasNotTaken() {
        is(new MmsFailures().read(new IllegalStateException("bug")), "NotTaken");
    }

    @Test
    void noProblemQuotesTheRelay() {
        String quoting = Mm7Relay.fault("Server", 0).replace("<faultstring>No", "<faultstring>+46701740605");

        assertThat(failure(500, "", quoting).problem()).doesNotContain("701740605");
        assertThat(new MmsFailures()
                        .read(new ConnectException("10.1.2.3 refused"))
                        .problem())
                .doesNotContain("10.1.2.3");
    }
}
