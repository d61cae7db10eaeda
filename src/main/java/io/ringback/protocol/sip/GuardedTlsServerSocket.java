package io.ringback.protocol.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * TLS over the connections of another server socket, with the agent's keys. What JAIN-SIP would set on it (its old
 * protocols and ciphers, and who needs a certificate) is fixed here.
 */
final class GuardedTlsServerSocket extends SSLServerSocket {

    private final ServerSocket plain;
    private final SSLContext keys;
    private final boolean clientCertificateNeeded;

    GuardedTlsServerSocket(ServerSocket plain, SSLContext keys, boolean clientCertificateNeeded) throws IOException {
        this.plain = plain;
        this.keys = keys;
        this.clientCertificateNeeded = clientCertificateNeeded;
    }

    /** The handshake follows on the connection's own thread. */
    @Override
    public Socket accept() throws IOException {
        Socket connection = plain.accept();
        SSLSocket secured = (SSLSocket) keys.getSocketFactory().createSocket(connection, null, true);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(TlsKeys.PROTOCOLS);
        secured.setNeedClientAuth(clientCertificateNeeded);
        return secured;
    }

    @Override
    public void close() throws IOException {
        super.close();
        plain.close();
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return plain.getLocalSocketAddress();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return keys.getDefaultSSLParameters().getCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedCipherSuites() {
        return keys.getSupportedSSLParameters().getCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return keys.getSupportedSSLParameters().getProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return TlsKeys.PROTOCOLS.clone();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return clientCertificateNeeded;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
