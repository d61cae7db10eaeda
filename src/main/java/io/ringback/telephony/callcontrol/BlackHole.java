package io.ringback.telephony.callcontrol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** A UDP port that nobody reads: where a phone may talk to while there is nobody else (RFC 3725 4.2). */
final class BlackHole implements AutoCloseable {

    private final DatagramChannel channel;
    private final int port;

    /** @throws IllegalStateException if {@code host} is no address of this machine */
    BlackHole(String host) {
        try {
            channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new IllegalStateException("No UDP port can be had on " + host, e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("A UDP port is not given back", e);
        }
    }
}
