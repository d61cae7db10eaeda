package io.ringback.texting;

import io.ringback.directory.Medium;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From which addresses of Ringback's short messages are sent.
 *
 * @param sms for SMS: numbers, short codes, or names that nobody can reply to
 * @param mms for MMS
 * @param instantMessages for instant messages: {@code xmpp:} and {@code sip:} addresses
 * @param senderRest how long after a case has ended the sender it used is not used for the same person again, so that a
 *     late word is not taken for one about something else
 */
@ConfigurationProperties("ringback")
public record ShortMessageProperties(
        @DefaultValue Pool sms,
        @DefaultValue Pool mms,
        @DefaultValue Pool instantMessages,
        @DefaultValue("24h") Duration senderRest) {

    /**
     * The senders of one medium.
     *
     * @param senders those to choose from, the best first; the more there are, the more cases a person can answer without
     *     naming a number
     */
    public record Pool(@DefaultValue List<String> senders) {
        public Pool {
            senders = List.copyOf(senders);
        }
    }

    /** A push message shows no sender, and nobody can reply to it. */
    private static final Map<String, List<String>> PUSHES =
            Map.of("ntfy", List.of("ntfy:ringback"), "webpush", List.of("webpush:ringback"));

    /** The senders of {@code medium} that a message to an address of {@code scheme} can come from. */
    List<String> senders(Medium medium, String scheme) {
        return switch (medium) {
            case SMS -> sms.senders();
            case MMS -> mms.senders();
            case INSTANT_MESSAGE ->
                PUSHES.containsKey(scheme)
                        ? PUSHES.get(scheme)
                        : instantMessages.senders().stream()
                                .filter(sender -> sender.startsWith(protocol(scheme) + ":"))
                                .toList();
            default -> List.of();
        };
    }

    /** A number is that of a text-only telephone at the switch. */
    private static String protocol(String scheme) {
        return switch (scheme) {
            case "im" -> "xmpp";
            case "sips", "tel" -> "sip";
            default -> scheme;
        };
    }
}
