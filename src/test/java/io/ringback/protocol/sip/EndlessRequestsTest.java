package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in a stream of which nobody can tell where they end. */
@Isolated("all that is logged and printed is looked at")
class EndlessRequestsTest {

    private static final String URI = "sip:ringback@127.0.0.1";

    private final int port = Ports.free();

    private JainUserAgent agent() {
        JainUserAgent agent = new JainUserAgent(
                AgentSettings.of("tcp", new Listen("TCP", "127.0.0.1", port)).settings());
        agent.start();
        return agent;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: x\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999\r\n"})
    void aRequestOfUnknownOrHugeLengthIsRefusedAndItsConnectionClosed(String length) throws Exception {
        try (JainUserAgent agent = agent();
                LoggedLines logged = new LoggedLines();
                RawConnection peer = new RawConnection(port)) {
            peer.send(peer.request("MESSAGE", URI, length + "\r\n", "Hello"));

            assertThat(peer.response(10_000).orElse("")).containsPattern("^SIP/2.0 4(00|13) ");
            assertThat(peer.isClosed(10_000)).isTrue();
            RawConnection.assertStillAnswers(port);
            assertThat(agent.counters()).containsEntry("malformed", 1L);
            assertThat(logged.all()).isEmpty();
        }
    }

    @Test
    void headersWithoutEndAreCutOff() throws Exception {
        try (JainUserAgent agent = agent();
                LoggedLines logged = new LoggedLines();
                RawConnection peer = new RawConnection(port)) {
            assertThat(agent.counters()).isNotEmpty();
            String line = "X-Long: " + "x".repeat(1000) + "\r\n";
            peer.send("OPTIONS " + URI + " SIP/2.0\r\n");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            peer.send(line);
                        }
                    })
                    .isInstanceOf(IOException.class);
            RawConnection.assertStillAnswers(port);
            assertThat(logged.all()).isEmpty();
        }
    }
}
