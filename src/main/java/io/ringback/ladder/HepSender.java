package io.ringback.ladder;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Sends rungs to {@code ringback.ladder.hep}, if that is set: one datagram each, and what is lost is lost. */
@Component
class HepSender implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(HepSender.class);

    private final String host;
    private final int port;
    private DatagramSocket socket;
    private boolean failing;

    HepSender(LadderProperties settings) {
        int colon = settings.hep().lastIndexOf(':');
        this.host = colon < 0 ? "" : settings.hep().substring(0, colon).replaceAll("[\\[\\]]", "");
        this.port = colon < 0 ? 0 : Integer.parseInt(settings.hep().substring(colon + 1));
    }

    synchronized void send(UUID caseId, Rung rung) {
        if (host.isEmpty()) {
            return;
        }
        try {
            if (socket == null) {
                socket = new DatagramSocket();
            }
            byte[] packet = HepPacket.of(caseId, rung);
            socket.send(new DatagramPacket(packet, packet.length, InetAddress.getByName(host), port));
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn(
                        "Ladders do not reach ringback.ladder.hep: {}",
                        e.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    @Override
    public synchronized void destroy() {
        if (socket != null) {
            socket.close();
        }
    }
}
