package io.ringback.protocol.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import io.ringback.protocol.sip.SipSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** The sockets of an agent: guarded where they take what comes, with the agent's own keys where they speak TLS. */
final class AgentSockets implements NetworkLayer {

    /** JAIN-SIP connects on the thread that sends. */
    private static final int CONNECT_MILLIS = 3_000;

    private static final int BACKLOG = 128;

    private final PeerGate gate;
    private final Optional<Tls> tls;
    private final Optional<SSLContext> keys;

    AgentSockets(PeerGate gate, Optional<Tls> tls) {
        this.gate = gate;
        this.tls = tls;
        this.keys = tls.map(TlsKeys::context);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return new GuardedDatagramSocket(gate, new InetSocketAddress(address, port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new GuardedServerSocket(gate, port, BACKLOG, address, false);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new GuardedTlsServerSocket(
                new GuardedServerSocket(gate, port, BACKLOG, address, true),
                keys(),
                tls.orElseThrow().clientCertificateNeeded());
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return connect(new PlainSocket(), address, port, local);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(address, port, local);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return createSSLSocket(address, port, null);
    }

    /** RFC 3261 26.3.1: the peer's certificate must be one we trust, and for the host that we mean. */
    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local) throws IOException {
        Socket plain = connect(new Socket(), address, port, local);
        SSLSocket secured = (SSLSocket) keys().getSocketFactory().createSocket(plain, meant(address), port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        return secured;
    }

    /** The name that was looked up, without asking a name server what the address is called. */
    private static String meant(InetAddress address) {
        String name = address.toString().split("/", 2)[0];
        return name.isEmpty() ? address.getHostAddress() : name;
    }

    private static Socket connect(Socket socket, InetAddress address, int port, InetAddress local) throws IOException {
        try {
            if (local != null) {
                socket.bind(new InetSocketAddress(local, 0));
            }
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private SSLContext keys() throws IOException {
        return keys.orElseThrow(() -> new IOException("TLS needs a key store and a trust store"));
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}

    /** A connection of ours without TLS. */
    private static final class PlainSocket extends Socket {

        private InputStream in;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (in == null) {
                in = new SingleReturns(super.getInputStream());
            }
            return in;
        }
    }
}
