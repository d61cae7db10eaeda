package io.ringback.media.xmpp;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jxmpp.jid.EntityBareJid;

/** Writes the stanza for a message (RFC 6121 5). */
final class OutgoingStanza {

    /** XEP-0439 4.1. */
    private static final String QUICK_RESPONSE = "urn:xmpp:tmp:quick-response";

    /** XEP-0424. */
    private static final String RETRACTION = "urn:xmpp:message-retract:1";

    /** XEP-0308. */
    private static final String CORRECTION = "urn:xmpp:message-correct:0";

    private OutgoingStanza() {}

    /**
     * A chat message to all of the person's devices, whose receipt is asked for (XEP-0184).
     *
     * @param message the map of docs/adapters.md
     * @param id of the message; the stanza's too, so errors and receipts name it
     */
    static Message write(Map<?, ?> message, EntityBareJid to, String id) {
        return said(message, to, id)
                .addExtension(new StandardExtensionElement("request", Receipts.NAMESPACE))
                .build();
    }

    /**
     * Puts another text in the place of a message (XEP-0308 3), whose id stays that of the first however often it is corrected. Who is offline
     * gets both (XEP-0334). No receipt is asked for: it would name the correction.
     *
     * @param replacement the map of docs/adapters.md
     * @param id of the message that is corrected
     */
    static Message correct(Map<?, ?> replacement, EntityBareJid to, String id) {
        return said(replacement, to, named("corrects " + id + " to " + text(replacement, "text")))
                .addExtension(StandardExtensionElement.builder("replace", CORRECTION)
                        .addAttribute("id", id)
                        .build())
                .addExtension(new StandardExtensionElement("store", "urn:xmpp:hints"))
                .build();
    }

    private static MessageBuilder said(Map<?, ?> message, EntityBareJid to, String id) {
        String language = text(message, "language");
        MessageBuilder stanza =
                StanzaBuilder.buildMessage(id).ofType(Message.Type.chat).to(to).setBody(text(message, "text"));
        if (!language.isEmpty()) {
            stanza.setLanguage(language);
        }
        answers(message).forEach(answer -> stanza.addExtension(response(answer)));
        return stanza;
    }

    /**
     * Takes a message back (XEP-0424 3). A program that cannot shows the text instead (XEP-0428), and who is offline is told later
     * (XEP-0334).
     *
     * @param withdrawal the map of docs/adapters.md
     * @param id of the message that is taken back
     */
    static Message retract(Map<?, ?> withdrawal, EntityBareJid to, String id) {
        String language = text(withdrawal, "language");
        MessageBuilder stanza = StanzaBuilder.buildMessage(named("withdraws " + id))
                .ofType(Message.Type.chat)
                .to(to)
                .setBody(text(withdrawal, "text"))
                .addExtension(StandardExtensionElement.builder("retract", RETRACTION)
                        .addAttribute("id", id)
                        .build())
                .addExtension(StandardExtensionElement.builder("fallback", "urn:xmpp:fallback:0")
                        .addAttribute("for", RETRACTION)
                        .build())
                .addExtension(new StandardExtensionElement("store", "urn:xmpp:hints"));
        if (!language.isEmpty()) {
            stanza.setLanguage(language);
        }
        return stanza.build();
    }

    /** The same whenever it is sent again, so that the person's programs see it once. */
    private static String named(String what) {
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** No two of them the same, as XEP-0439 4.1 demands. */
    private static Set<String> answers(Map<?, ?> message) {
        Set<String> answers = new LinkedHashSet<>();
        text(message, "answers")
                .lines()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .forEach(answers::add);
        return answers;
    }

    private static StandardExtensionElement response(String answer) {
        return StandardExtensionElement.builder("response", QUICK_RESPONSE)
                .addAttribute("value", answer)
                .addAttribute("label", answer)
                .build();
    }

    private static String text(Map<?, ?> message, String field) {
        Object value = message.get(field);
        return value == null ? "" : value.toString();
    }
}
