package io.ringback.media.xmpp;

import java.net.IDN;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** JIDs as Ringback writes addresses, and back: {@code xmpp:} (RFC 5122) and {@code im:} (RFC 3860). */
final class Jids {

    private Jids() {}

    /**
     * Whom an address of one of the two schemes names. It is one that {@code Address} has read, so nothing in it is escaped.
     *
     * @throws XmppStringprepException if it cannot be a JID
     */
    static EntityBareJid of(String address) throws XmppStringprepException {
        String name = address.substring(address.indexOf(':') + 1);
        int host = name.lastIndexOf('@') + 1;
        // im: writes international domains in ASCII, as mail does; XMPP in Unicode (RFC 7622 3.2).
        return JidCreate.entityBareFrom(name.substring(0, host) + IDN.toUnicode(name.substring(host)));
    }

    /** As a URI, with what means something in a URI escaped. */
    static String uri(EntityBareJid jid) {
        return "xmpp:"
                + jid.toString()
                        .replace("%", "%25")
                        .replace("?", "%3F")
                        .replace(";", "%3B")
                        .replace("#", "%23");
    }
}
