package io.ringback.protocol.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gives on only what may be heard, before it takes a place in JAIN-SIP's queue. */
final class GuardedDatagramSocket extends DatagramSocket {

    private static final byte[] RESPONSE = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);

    private final PeerGate gate;

    GuardedDatagramSocket(PeerGate gate, InetSocketAddress local) throws SocketException {
        super(local);
        this.gate = gate;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        int room = packet.getLength();
        do {
            packet.setLength(room);
            super.receive(packet);
        } while (!heard(packet));
        // JAIN-SIP makes room for 64 KB, and each datagram of a burst would hold all of it while it waits.
        packet.setData(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    /** Whom we asked may answer; {@link MessageValve} sees to the rest. */
    private boolean heard(DatagramPacket packet) {
        return (isResponse(packet) || gate.knows(packet.getAddress())) && gate.hears(packet.getAddress());
    }

    private static boolean isResponse(DatagramPacket packet) {
        byte[] data = packet.getData();
        for (int i = 0; i < RESPONSE.length; i++) {
            if (packet.getLength() <= i || data[packet.getOffset() + i] != RESPONSE[i]) {
                return false;
            }
        }
        return true;
    }
}
