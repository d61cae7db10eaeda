package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.peers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What all calls have in common, whatever is played on them. */
@Execution(ExecutionMode.CONCURRENT)
class MediaCallTest {

    @Test
    void aCallThatBreaksEndsAndFreesItsPorts() throws IOException, RefusedException {
        int port = Ports.free(2);
        RtpPorts ports = new RtpPorts(InetAddress.getLoopbackAddress(), port, port + 1);
        RtpPorts.Pair pair = ports.take().orElseThrow();
        List<MediaCall> over = new ArrayList<>();
        MediaCall call =
                new MediaCall(new MediaCall.Media(
                        pair,
                        MediaHosts.of(List.of()).gateFor("127.0.0.1:5060/UDP"),
                        new RtpSender(pair, Clock.systemUTC()),
                        new OfferAnswer(InetAddress.getLoopbackAddress(), "127.0.0.1", port, 1),
                        100,
                        over::add)) {
                    @Override
                    void hear() {}

                    @Override
                    boolean goesOn() {
                        throw new IllegalStateException("broken");
                    }
                };
        try (Listener listener = new Listener()) {
            call.describe(Optional.of(listener.sdp()));
            call.acknowledged(Optional.empty());

            assertThatThrownBy(call::beat).hasMessage("broken");
        }

        assertThat(over).containsExactly(call);
        assertThat(ports.inUse()).isZero();
    }
}
