package io.ringback.peers;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** IPv6 on this machine: all that tests need of it is its loopback address. */
public final class Ipv6 {

    public static final String LOOPBACK = "::1";

    private Ipv6() {}

    /** Fails where there is none: a test that went on without it would say that IPv6 works. */
    public static void require() {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), 0));
        } catch (IOException e) {
            throw new AssertionError(
                    "This machine has no IPv6: nothing can be bound to ::1 (ip -6 addr show lo)."
                            + " Turn it on: sysctl net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.lo.disable_ipv6=0",
                    e);
        }
    }
}
