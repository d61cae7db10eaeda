package io.ringback.media.xmpp;

import io.ringback.media.xmpp.Incoming.Nothing;
import io.ringback.media.xmpp.Incoming.Received;
import io.ringback.media.xmpp.Incoming.Reply;
import io.ringback.media.xmpp.Incoming.Returned;
import io.ringback.media.xmpp.Incoming.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.jxmpp.jid.EntityBareJid;

/** Sorts message stanzas (RFC 6121 5.2.2). Who it is from is what our own server says (RFC 6120 8.1.2.1). */
final class IncomingReader {

    /** Longer than any answer; the rest is not kept. */
    private static final int LONGEST_TEXT = 4_000;

    private static final String STANZA_IDS = "urn:xmpp:sid:0";
    private static final String DELAYS = "urn:xmpp:delay";
    private static final String CORRECTIONS = "urn:xmpp:message-correct:0";

    private final Clock clock;

    IncomingReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads a stanza.
     *
     * @param own our account that it was sent to
     */
    Incoming read(Message stanza, EntityBareJid own) {
        if (stanza.getType() == Message.Type.error) {
            return returned(stanza);
        }
        EntityBareJid from = stanza.getFrom() == null ? null : stanza.getFrom().asEntityBareJidIfPossible();
        boolean ofPeople = stanza.getType() == Message.Type.chat || stanza.getType() == Message.Type.normal;
        // From ourselves come copies of what other clients of the account send and get (XEP-0280), which are not for
        // us.
        if (!ofPeople || from == null || from.equals(own) || isAboutRooms(stanza)) {
            return new Nothing();
        }
        Optional<String> receipt = Receipts.received(stanza);
        if (receipt.isPresent()) {
            return receipt.flatMap(IncomingReader::messageId)
                    .<Incoming>map(Received::new)
                    .orElseGet(Nothing::new);
        }
        if (Encryption.isIn(stanza)) {
            return new Unreadable();
        }
        if (isTakenBack(stanza)) {
            return new Nothing();
        }
        Optional<Reaction> reaction = Reaction.of(stanza);
        String text = reaction.isPresent() ? reaction.get().word() : WrittenBody.of(stanza);
        if (text.isBlank()) {
            return new Nothing();
        }
        return new Reply(
                id(stanza, own, text),
                Jids.uri(from),
                cut(text),
                reaction.map(Reaction::to)
                        .or(() -> WrittenBody.repliedTo(stanza))
                        .flatMap(IncomingReader::messageId),
                stanza.hasExtension("replace", CORRECTIONS));
    }

    /** A message in a room or an invitation to one, by the room (XEP-0045 7.8.2) or directly (XEP-0249). */
    private static boolean isAboutRooms(Message stanza) {
        return stanza.hasExtension("x", "http://jabber.org/protocol/muc#user")
                || stanza.hasExtension("x", "jabber:x:conference");
    }

    /** A retraction (XEP-0424, of now and of before), whose body only says that it is one. */
    private static boolean isTakenBack(Message stanza) {
        return stanza.getExtensions().stream()
                .anyMatch(one -> one.getNamespace().startsWith("urn:xmpp:message-retract:")
                        || one.getNamespace().startsWith("urn:xmpp:fasten:"));
    }

    private static Incoming returned(Message stanza) {
        StanzaError error = stanza.getError();
        StanzaError.Condition condition = error == null ? null : error.getCondition();
        String problem = "XMPP "
                + (condition == null
                        ? "error"
                        : condition.name().replace('_', '-').toLowerCase(Locale.ROOT));
        boolean passing = error != null && error.getType() == StanzaError.Type.WAIT;
        return Optional.ofNullable(stanza.getStanzaId())
                .flatMap(IncomingReader::messageId)
                .<Incoming>map(id -> new Returned(id, passing ? problem + ", for now" : problem, passing))
                .orElseGet(Nothing::new);
    }

    /** Our messages have ids that we made, as {@link UUID#toString()} writes them. */
    private static Optional<UUID> messageId(String id) {
        try {
            return Optional.of(UUID.fromString(id))
                    .filter(read -> read.toString().equals(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Names the message for ever. Best is what our server calls it (XEP-0359), then what the writer's client does; a client
     * that gives no id is told apart by when it wrote, which is repeated only with the delay that servers note (XEP-0203).
     */
    private String id(Message stanza, EntityBareJid own, String text) {
        String to = own.toString();
        Optional<String> byServer = stanza.getExtensions().stream()
                .filter(StandardExtensionElement.class::isInstance)
                .map(StandardExtensionElement.class::cast)
                .filter(one -> one.getElementName().equals("stanza-id")
                        && one.getNamespace().equals(STANZA_IDS)
                        && to.equals(one.getAttributeValue("by")))
                .map(one -> one.getAttributeValue("id"))
                .findFirst();
        if (byServer.isPresent()) {
            return hash("server", to, byServer.get());
        }
        String from = stanza.getFrom().toString();
        if (stanza.getStanzaId() != null) {
            return hash("client", to, from, stanza.getStanzaId(), text);
        }
        String written = stanza.getExtensionElement("delay", DELAYS) instanceof StandardExtensionElement delay
                ? delay.getAttributeValue("stamp")
                : clock.instant().toString();
        return hash("time", to, from, String.valueOf(written), text);
    }

    private static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // With its length before each part, no two lists of parts read the same.
            Stream.of(parts).map(part -> part.getBytes(StandardCharsets.UTF_8)).forEach(part -> {
                digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(part);
            });
            return "xmpp:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean inCharacter = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, inCharacter ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }
}
