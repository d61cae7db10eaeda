package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Ports;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RtpPortsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void allPairsOfTheRangeAreTakenAndNoneBesides() throws Exception {
        int first = Ports.free(8);
        RtpPorts ports = new RtpPorts(LOOPBACK, first, first + 7);

        List<RtpPorts.Pair> taken = new ArrayList<>();
        for (Optional<RtpPorts.Pair> pair = ports.take(); pair.isPresent(); pair = ports.take()) {
            taken.add(pair.get());
        }

        assertThat(taken)
                .extracting(RtpPorts.Pair::port)
                .containsExactlyInAnyOrder(first, first + 2, first + 4, first + 6);
        assertThat(ports.inUse()).isEqualTo(4);
        for (RtpPorts.Pair pair : taken) {
            assertThat(pair.rtp().getLocalAddress()).isEqualTo(new InetSocketAddress(LOOPBACK, pair.port()));
            assertThat(pair.rtcp().getLocalAddress()).isEqualTo(new InetSocketAddress(LOOPBACK, pair.port() + 1));
        }
        taken.forEach(RtpPorts.Pair::close);
        taken.forEach(RtpPorts.Pair::close);
        assertThat(ports.inUse()).isZero();
    }

    @Test
    void aRangeFromAnOddToAnEvenPortHasOnlyItsWholePairs() throws Exception {
        int first = Ports.free(6);
        RtpPorts ports = new RtpPorts(LOOPBACK, first + 1, first + 4);

        try (RtpPorts.Pair only = ports.take().orElseThrow()) {
            assertThat(only.port()).isEqualTo(first + 2);
            assertThat(ports.take()).isEmpty();
        }
    }

    @Test
    void portsThatOthersUseAreLeftToThem() throws Exception {
        int first = Ports.free(4);
        RtpPorts ports = new RtpPorts(LOOPBACK, first, first + 3);
        // The second of a pair: the first must not stay bound.
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(LOOPBACK, first + 1));
                RtpPorts.Pair pair = ports.take().orElseThrow()) {
            assertThat(other.isBound()).isTrue();
            assertThat(pair.port()).isEqualTo(first + 2);
            assertThat(ports.take()).isEmpty();
            new DatagramSocket(new InetSocketAddress(LOOPBACK, first)).close();
        }
        try (RtpPorts.Pair again = ports.take().orElseThrow();
                RtpPorts.Pair freed = ports.take().orElseThrow()) {
            assertThat(List.of(again.port(), freed.port())).containsExactlyInAnyOrder(first, first + 2);
        }
    }

    @Test
    void theLongestFreePairIsTakenNext() throws Exception {
        int first = Ports.free(6);
        RtpPorts ports = new RtpPorts(LOOPBACK, first, first + 5);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            try (RtpPorts.Pair pair = ports.take().orElseThrow()) {
                order.add(pair.port());
            }
        }

        assertThat(order.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(order.subList(3, 6));
    }
}
