package io.ringback.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A port that anything has is seen, whichever family its socket is of, and without touching it. */
class PortsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Java's own sockets are of IPv6, and have IPv4 addresses all the same. */
    static Stream<Arguments> sockets() throws UnknownHostException {
        return Stream.of(
                Arguments.of(StandardProtocolFamily.INET, LOOPBACK),
                Arguments.of(StandardProtocolFamily.INET, InetAddress.getByName("0.0.0.0")),
                Arguments.of(StandardProtocolFamily.INET6, LOOPBACK),
                Arguments.of(StandardProtocolFamily.INET6, InetAddress.getByName("::")));
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void whatListensIsSeen(ProtocolFamily family, InetAddress address) throws IOException {
        int port = Ports.free();
        assertThat(Ports.tcpTaken(port)).isFalse();
        try (ServerSocketChannel socket = ServerSocketChannel.open(family)) {
            socket.bind(new InetSocketAddress(address, port));
            assertThat(Ports.tcpTaken(port)).isTrue();
        }
        assertThat(Ports.tcpTaken(port)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void whatIsBoundIsSeen(ProtocolFamily family, InetAddress address) throws IOException {
        int port = Ports.free();
        assertThat(Ports.udpTaken(port)).isFalse();
        try (DatagramChannel socket = DatagramChannel.open(family)) {
            socket.bind(new InetSocketAddress(address, port));
            assertThat(Ports.udpTaken(port)).isTrue();
        }
        assertThat(Ports.udpTaken(port)).isFalse();
    }

    @Test
    void anotherAddressLeavesThePortAlone() throws IOException {
        int port = Ports.free();
        try (DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            socket.bind(new InetSocketAddress(Inet6Address.getByName("::1"), port));
            assertThat(Ports.udpTaken(port)).isFalse();
            assertThat(Ports.udpTaken(InetAddress.getByName("::1"), port)).isTrue();
        }
    }

    /** A peer that has just ended is no peer that is ready. */
    @Test
    void whatIsOnlyConnectedDoesNotListen() throws IOException {
        int port = Ports.free();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(LOOPBACK, port));
            try (SocketChannel caller = SocketChannel.open(server.getLocalAddress());
                    SocketChannel answered = server.accept()) {
                server.close();
                assertThat(caller.isConnected() && answered.isConnected()).isTrue();
                assertThat(Ports.tcpTaken(port)).isFalse();
            }
        }
    }
}
