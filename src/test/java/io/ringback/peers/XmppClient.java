package io.ringback.peers;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.debugger.AbstractDebugger;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;

/** A person's XMPP client that keeps each character that its server sends it, behind TLS. */
public final class XmppClient implements AutoCloseable {

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final XMPPTCPConnection connection;

    private XmppClient(Prosody prosody, String user) throws Exception {
        connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(JidCreate.domainBareFrom(Prosody.DOMAIN))
                .setHost("127.0.0.1")
                .setPort(prosody.port())
                .setUsernameAndPassword(user, prosody.password(user))
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(new AnyCertificate())
                .setHostnameVerifier((name, session) -> true)
                .setDebuggerFactory(Ear::new)
                .build());
        connection.connect().login();
    }

    /** Goes online as {@code user}. */
    public static XmppClient online(Prosody prosody, String user) {
        try {
            return new XmppClient(prosody, user);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on whoever asks to see whether this person is available is let, or declined. */
    public void letSee(boolean let) {
        Roster.getInstanceFor(connection).setSubscriptionMode(Roster.SubscriptionMode.manual);
        connection.addAsyncStanzaListener(
                asks -> send(
                        let ? Presence.Type.subscribed : Presence.Type.unsubscribed,
                        StanzaBuilder.buildPresence().to(asks.getFrom().asBareJid())),
                stanza -> stanza instanceof Presence presence && presence.getType() == Presence.Type.subscribe);
    }

    /** Shows the person to be available or not, and if so how. */
    public void show(boolean available, Presence.Mode mode) throws Exception {
        PresenceBuilder shown = StanzaBuilder.buildPresence().setMode(mode);
        send(available ? Presence.Type.available : Presence.Type.unavailable, shown);
    }

    private void send(Presence.Type type, PresenceBuilder presence) throws NotConnectedException, InterruptedException {
        connection.sendStanza(presence.ofType(type).build());
    }

    /** All that came and went, as it was written. */
    public String heard() {
        return String.join("\n", log);
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    private final class Ear extends AbstractDebugger {

        private Ear(XMPPConnection connection) {
            super(connection);
        }

        @Override
        protected void log(String logMessage) {
            log.add(logMessage);
        }

        @Override
        protected void log(String logMessage, Throwable throwable) {
            log.add(logMessage + ": " + throwable);
        }
    }

    /** Whom a client talks to is not what is tested. */
    private static final class AnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
