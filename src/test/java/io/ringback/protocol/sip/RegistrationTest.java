package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the agent registers, with a registrar played by hand. */
@Execution(ExecutionMode.CONCURRENT)
class RegistrationTest {

    private final int port = Ports.free();
    private final RawPeer registrar = new RawPeer("127.0.0.1", port);
    private JainUserAgent agent;
    private long seen;

    private void start(Duration expires) {
        agent = new JainUserAgent(AgentSettings.udp("ringback", port)
                .account("ringback", "secret")
                .registration("sip:127.0.0.1:" + registrar.port(), "sip:ringback@switch.example", expires)
                .settings());
        agent.start();
    }

    @AfterEach
    void stop() {
        agent.close();
        registrar.close();
    }

    private void answer(String request, String statusLine, String more) {
        registrar.send("SIP/2.0 " + statusLine + "\r\n"
                + copied(request, "Via", via -> via)
                + copied(request, "From", from -> from)
                + copied(request, "To", to -> to + ";tag=registrar")
                + copied(request, "Call-ID", id -> id)
                + copied(request, "CSeq", sequence -> sequence)
                + more
                + "Content-Length: 0\r\n\r\n");
    }

    /** The next request that is no retransmission: the timers are short here, and the machine may be slow. */
    private String next() {
        String request = registrar.receive();
        while (sequence(request) <= seen) {
            request = registrar.receive();
        }
        seen = sequence(request);
        return request;
    }

    private static String copied(String request, String name, UnaryOperator<String> change) {
        return name + ": " + change.apply(RawPeer.header(request, name).orElseThrow()) + "\r\n";
    }

    private static long sequence(String request) {
        return Long.parseLong(RawPeer.header(request, "CSeq").orElseThrow().split(" ")[0]);
    }

    private static String contact(String request) {
        return RawPeer.header(request, "Contact").orElseThrow();
    }

    @Test
    void registersWithItsAccountRefreshesBeforeTheEndAndTakesItBackWhenClosed() {
        start(Duration.ofSeconds(60));
        String first = next();
        assertThat(first)
                .startsWith("REGISTER sip:127.0.0.1:" + registrar.port())
                .contains("Expires: 60");
        assertThat(agent.registered()).contains(false);
        answer(
                first,
                "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"r\",nonce=\"n\",qop=\"auth\",algorithm=SHA-256\r\n");
        String second = next();
        assertThat(RawPeer.header(second, "Authorization").orElseThrow()).contains("username=\"ringback\"");
        assertThat(sequence(second)).isEqualTo(sequence(first) + 1);
        // The registrar grants less than was asked for.
        answer(second, "200 OK", "Contact: " + contact(second) + ";expires=1\r\n");
        await().untilAsserted(() -> assertThat(agent.registered()).contains(true));

        String refresh = next();
        assertThat(RawPeer.header(refresh, "Call-ID")).isEqualTo(RawPeer.header(first, "Call-ID"));
        assertThat(sequence(refresh)).isGreaterThan(sequence(second));
        answer(refresh, "200 OK", "Contact: " + contact(refresh) + ";expires=600\r\n");

        Thread closing = new Thread(agent::close);
        closing.start();
        String last = next();
        assertThat(RawPeer.header(last, "Expires")).contains("0");
        answer(last, "200 OK", "");
    }

    @Test
    void asksForLongerWhereTheRegistrarWantsSo() {
        start(Duration.ofSeconds(60));
        answer(next(), "423 Interval Too Brief", "Min-Expires: 900\r\n");

        String again = next();
        assertThat(RawPeer.header(again, "Expires")).contains("900");
        answer(again, "200 OK", "Expires: 900\r\n");
        await().untilAsserted(() -> assertThat(agent.registered()).contains(true));
    }

    @Test
    void triesAgainAfterAFailureAndCountsIt() {
        start(Duration.ofSeconds(60));
        String first = next();
        answer(first, "403 Forbidden", "");
        await().untilAsserted(() -> assertThat(agent.counters()).containsEntry("registrations.failed", 1L));
        assertThat(agent.registered()).contains(false);

        String again = next();
        assertThat(sequence(again)).isGreaterThan(sequence(first));
        answer(again, "200 OK", "Expires: 900\r\n");
        await().untilAsserted(() -> assertThat(agent.registered()).contains(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expires: 0\r\n", "Contact: {contact};expires=0\r\n"})
    void isNotRegisteredWhereTheRegistrarGrantsNoTime(String granted) {
        start(Duration.ofSeconds(60));
        String first = next();
        answer(first, "200 OK", granted.replace("{contact}", contact(first)));
        await().untilAsserted(() -> assertThat(agent.counters()).containsEntry("registrations.failed", 1L));
        assertThat(agent.registered()).contains(false);

        answer(next(), "200 OK", "Expires: 900\r\n");
        await().untilAsserted(() -> assertThat(agent.registered()).contains(true));
    }

    @Test
    void asksAgainInAnHourWhateverTheRegistrarSays() {
        try (LoggedLines logged = new LoggedLines()) {
            start(Duration.ofSeconds(60));
            answer(next(), "503 Service Unavailable", "Retry-After: 2147483647\r\n");

            await().untilAsserted(
                            () -> assertThat(logged.all()).anyMatch(line -> line.contains("again in about 3600 s")));
        }
    }
}
