package io.ringback.media.xmpp;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/**
 * Whether a message is encrypted from end to end: by OMEMO (XEP-0384), OpenPGP (XEP-0373, XEP-0027) or OTR (XEP-0364), or
 * as it says itself (XEP-0380). Its body then is not what was written.
 */
final class Encryption {

    private static final Set<String> NAMESPACES =
            Set.of("urn:xmpp:eme:0", "jabber:x:encrypted", "eu.siacs.conversations.axolotl");

    private static final List<String> FAMILIES = List.of("urn:xmpp:omemo:", "urn:xmpp:openpgp:", "urn:xmpp:otr:");

    /** What clients write for others that cannot read the rest, or all of it. */
    private static final Pattern FALLBACK = Pattern.compile(
            "\\s*(?:\\?OTR|-----BEGIN PGP MESSAGE-----)"
                    + "|(?=.*\\bencrypt).*\\b(?:OMEMO|OpenPGP|PGP|OTR|your client)\\b.*"
                    + "|\\s*\\W?This message is(?: \\S+)? encrypted\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Encryption() {}

    static boolean isIn(Message stanza) {
        return stanza.getExtensions().stream().anyMatch(Encryption::isEncrypted)
                || FALLBACK.matcher(WrittenBody.whole(stanza)).lookingAt();
    }

    /** Keys alone (XEP-0384 5.5.3) are no message, and have no payload. */
    private static boolean isEncrypted(ExtensionElement extension) {
        String namespace = extension.getNamespace();
        boolean ofEncryption =
                NAMESPACES.contains(namespace) || FAMILIES.stream().anyMatch(namespace::startsWith);
        boolean onlyKeys = extension instanceof StandardExtensionElement element
                && element.getElementName().equals("encrypted")
                && element.getFirstElement("header") != null
                && element.getFirstElement("payload") == null;
        return ofEncryption && !onlyKeys;
    }
}
