package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot start ends, and says why, so that whoever watches it can start it again. */
@Timeout(900)
@BesideOthers
class FailedStartTest {

    @TempDir
    private Path routes;

    @Test
    void endsAlthoughItsTrunkHadStarted() throws IOException {
        Path route = Files.writeString(routes.resolve("wrong.camel.yaml"), """
                - route:
                    from:
                      uri: nosuch:component
                      steps:
                        - log: "never"
                """);
        Installation installation = Installation.ofItsOwn(
                "failed-start",
                Map.of(
                        "ringback.sip.proxy", "sip:127.0.0.1:" + Ports.free(),
                        "ringback.sip.listen", "udp:127.0.0.1:" + Ports.free(),
                        "ringback.connections.number", "+46812345678",
                        "ringback.announcement.listen", "127.0.0.1:" + Ports.free(),
                        // What Camel loads by itself is not tried before.
                        "camel.main.routes-include-pattern", "file:" + route));

        assertThatThrownBy(installation::node).hasMessageContaining("ended while starting");
        assertThat(Path.of("target/faults/failed-start.log")).content().contains("nosuch");
    }
}
