package io.ringback.media.xmpp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/**
 * A sign that somebody put to a message (XEP-0444).
 *
 * @param to the message's id
 * @param word {@code yes} or {@code no} for the signs that mean it, or nothing: for other signs, several that contradict
 *     each other, and none, by which signs are taken back
 */
record Reaction(String to, String word) {

    private static final String NAMESPACE = "urn:xmpp:reactions:0";

    private static final Set<String> YES = Set.of("👍", "👌", "✅", "✔", "🆗");
    private static final Set<String> NO = Set.of("👎", "❌", "🚫", "🙅");

    /** Colours of skin, and whether it is drawn as a picture: they change nothing. */
    private static final String MODIFIERS = "[\\x{1F3FB}-\\x{1F3FF}\\x{FE0E}\\x{FE0F}]|\\u200D[♀♂]";

    static Optional<Reaction> of(Message stanza) {
        if (!(stanza.getExtensionElement("reactions", NAMESPACE) instanceof StandardExtensionElement reactions)) {
            return Optional.empty();
        }
        List<String> signs = reactions.getElements().stream()
                .filter(one -> one.getElementName().equals("reaction"))
                .map(StandardExtensionElement::getText)
                .map(sign -> sign == null ? "" : sign.strip().replaceAll(MODIFIERS, ""))
                .toList();
        boolean yes = signs.stream().anyMatch(YES::contains);
        boolean no = signs.stream().anyMatch(NO::contains);
        String to = Optional.ofNullable(reactions.getAttributeValue("id")).orElse("");
        return Optional.of(new Reaction(to, yes == no ? "" : yes ? "yes" : "no"));
    }
}
