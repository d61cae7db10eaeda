package io.ringback.protocol.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts connections of peers only, and only so many of each. */
final class GuardedServerSocket extends ServerSocket {

    private final PeerGate gate;
    private final boolean ciphered;

    /** @param ciphered whether TLS is spoken on its connections, of which nothing can be read here */
    GuardedServerSocket(PeerGate gate, int port, int backlog, InetAddress address, boolean ciphered)
            throws IOException {
        super(port, backlog, address);
        this.gate = gate;
        this.ciphered = ciphered;
    }

    /** Never fails for what a peer does: JAIN-SIP would stop listening. */
    @Override
    public Socket accept() throws IOException {
        while (true) {
            CountedSocket socket = new CountedSocket(gate, ciphered);
            implAccept(socket);
            if (socket.admit()) {
                return socket;
            }
            socket.close();
        }
    }

    /** A connection that is counted until it is closed. */
    private static final class CountedSocket extends Socket {

        private final PeerGate gate;
        private final boolean ciphered;
        private InetAddress counted;
        private InputStream in;

        CountedSocket(PeerGate gate, boolean ciphered) {
            this.gate = gate;
            this.ciphered = ciphered;
        }

        synchronized boolean admit() throws IOException {
            InetAddress peer = getInetAddress();
            if (peer == null || !gate.knows(peer) || !gate.connects(peer)) {
                return false;
            }
            counted = peer;
            setTcpNoDelay(true);
            return true;
        }

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (in == null) {
                in = ciphered
                        ? super.getInputStream()
                        : new LeadingPings(new SingleReturns(super.getInputStream()), getOutputStream());
            }
            return in;
        }

        @Override
        public void close() throws IOException {
            super.close();
            InetAddress peer = leave();
            if (peer != null) {
                gate.disconnected(peer);
            }
        }

        private synchronized InetAddress leave() {
            InetAddress peer = counted;
            counted = null;
            return peer;
        }
    }
}
