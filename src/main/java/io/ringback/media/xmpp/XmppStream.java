package io.ringback.media.xmpp;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jivesoftware.smack.SmackConfiguration.UnknownIqRequestReplyMode;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.sm.StreamManagementException.StreamManagementNotEnabledException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream to the server that can be resumed (XEP-0198), and on which a message counts as handled, which is what the server
 * is told, only after it has been stored: Smack raises its count when {@link #processStanza} ends, and hands stanzas to its
 * listeners only afterwards, so they are taken before. It raises the count also if an exception ends it, so a stream on which
 * a message was not stored says nothing more to the server.
 */
final class XmppStream extends XMPPTCPConnection {

    private static final Logger LOG = LoggerFactory.getLogger(XmppStream.class);

    /** Takes messages, one after the other. */
    interface Receiver {
        /**
         * Returns when the message is stored, or nothing is to be stored of it.
         *
         * @throws InterruptedException if Ringback stops before
         */
        void take(Message message, XmppStream stream) throws InterruptedException;
    }

    private final Receiver receiver;
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private volatile boolean receiving;

    XmppStream(XMPPTCPConnectionConfiguration configuration, long answerWithinMillis, Receiver receiver) {
        super(configuration);
        this.receiver = receiver;
        setReplyTimeout(answerWithinMillis);
        setUseStreamManagement(true);
        setUseStreamManagementResumption(true);
        // What a client without any extension answers: what the server answers when nobody is there (RFC 6120 8.4).
        setUnknownIqRequestReplyMode(UnknownIqRequestReplyMode.replyServiceUnavailable);
        // Otherwise a stranger's stanza that cannot be read would end the stream.
        setParsingExceptionCallback(stanza -> LOG.info(
                "A stanza that cannot be read was left out: {}",
                stanza.getParsingException().getClass().getSimpleName()));
    }

    @Override
    protected void processStanza(Stanza stanza) throws InterruptedException {
        if (stanza instanceof Message message) {
            receiving = true;
            boolean handled = false;
            try {
                receiver.take(message, this);
                handled = true;
            } finally {
                if (!handled) {
                    abandon();
                }
                receiving = false;
            }
        } else if (stanza instanceof Presence presence && presence.getType() == Presence.Type.subscribe) {
            // Whether Ringback is online is nobody's business (RFC 6121 3.1.5).
            sendIfConnected(StanzaBuilder.buildPresence()
                    .ofType(Presence.Type.unsubscribed)
                    .to(presence.getFrom().asBareJid())
                    .build());
        } else {
            super.processStanza(stanza);
        }
    }

    /**
     * Sends a message.
     *
     * @param taken run when the server has it: it acknowledges it, or, without stream management, it answers what was sent
     *     after it
     * @throws NotConnectedException if it was not sent
     */
    void send(Message message, Runnable taken) throws NotConnectedException, InterruptedException {
        try {
            addStanzaIdAcknowledgedListener(message.getStanzaId(), stanza -> taken.run());
            sendStanza(message);
        } catch (StreamManagementNotEnabledException e) {
            sendStanza(message);
            sendIqRequestAsync(new Ping()).onSuccess(pong -> taken.run()).onError(problem -> {
                if (problem instanceof XMPPErrorException) {
                    taken.run();
                }
            });
        }
    }

    /** Sends what is not worth a second try. */
    void sendIfConnected(Stanza stanza) throws InterruptedException {
        try {
            sendStanza(stanza);
        } catch (NotConnectedException e) {
            LOG.debug("Not connected any more");
        }
    }

    /** Whether a message is being stored just now; until that is done nothing else is heard. */
    boolean isReceiving() {
        return receiving;
    }

    /**
     * It must be neither resumed nor closed with a word: what was sent on it and not answered may be sent again otherwise, or
     * its count says of a message that it was handled although it was not.
     */
    void abandon() {
        abandoned.set(true);
    }

    boolean isAbandoned() {
        return abandoned.get();
    }
}
