package io.ringback.media.xmpp;

import org.jivesoftware.smack.packet.SimpleIQ;

/** Asks our own server for a sign of life (XEP-0199); an error is one too. */
final class Ping extends SimpleIQ {

    Ping() {
        super("ping", "urn:xmpp:ping");
        setType(Type.get);
    }
}
