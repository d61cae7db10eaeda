package io.ringback.telephony.callcontrol;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How connections are set up.
 *
 * @param number what both phones see as the caller: Ringback's own number, in international form, or the name of its account
 *     at the switch. Required where there is a switch
 * @param name the name beside it
 * @param mediaAddress of this machine as the phones reach it, for the port that takes what a phone says while there is nobody
 *     to talk to; if empty, that of SIP
 * @param node which node this is, for finding after a crash what it left behind; unlike any other's and the same after each
 *     start. If empty, the machine's name and the SIP ports, which no other process on it can have
 * @param longestRinging how long each phone rings
 * @param longestAnnouncement how long the callee hears that the caller is being called, or cannot be reached
 * @param longestTalk after this long the two are hung up
 * @param finishWithin how long a node that is told to stop lets its calls go on before it hangs them up
 */
@ConfigurationProperties("ringback.connections")
record ConnectionProperties(
        @DefaultValue("") String number,
        @DefaultValue("Ringback") String name,
        @DefaultValue("") String mediaAddress,
        @DefaultValue("") String node,
        @DefaultValue("45s") Duration longestRinging,
        @DefaultValue("60s") Duration longestAnnouncement,
        @DefaultValue("4h") Duration longestTalk,
        @DefaultValue("0s") Duration finishWithin) {

    private static final Duration LONGEST_ANNOUNCING = Duration.ofSeconds(5);
    private static final Duration LONGEST_JOINING = Duration.ofSeconds(15);

    /** A person on the telephone takes silence for the end. */
    private static final Duration LONGEST_THINKING = Duration.ofSeconds(10);

    private static final Duration LONGEST_PROMPTS = Duration.ofMinutes(1);
    private static final Duration FIRST_KEY = Duration.ofSeconds(6);

    /** Enough for the question twice, with a long name, and the server to be brought in. */
    private static final Duration LONGEST_ASKING = Duration.ofSeconds(60);

    private static final Duration LONGEST_KEEPING = Duration.ofSeconds(10);

    /** Who has called in vain and put the telephone away pays for no longer. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private static final Duration LONGEST_DIALOGUE = Duration.ofMinutes(5);

    /** RFC 3261's 64 T1 for a BYE, and some more. */
    private static final Duration LONGEST_ENDING = Duration.ofSeconds(40);

    ConnectionProperties {
        for (Duration limit : List.of(longestRinging, longestAnnouncement, longestTalk)) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("ringback.connections.longest-ringing, longest-announcement and"
                        + " longest-talk are longer than nothing: 45s, 4h.");
            }
        }
        if (finishWithin.isNegative()) {
            throw new IllegalArgumentException("ringback.connections.finish-within is no time before now: 0s, 5m.");
        }
        // It stands in SIP headers.
        if (!number.matches("(\\+?[0-9]+|[A-Za-z0-9_.-]+)?")) {
            throw new IllegalArgumentException("ringback.connections.number is an international number such as"
                    + " +46812345, or a name of letters, digits, dots and dashes.");
        }
    }

    /** Ringback's own SIP address at the switch (RFC 3261 19.1.6 for numbers). */
    String from(String domain) {
        if (number.isEmpty()) {
            throw new IllegalStateException("Set ringback.connections.number to Ringback's own number at the switch:"
                    + " people see it when Ringback calls them. It is needed because ringback.sip.proxy is set.");
        }
        return "sip:" + number + "@" + domain + (number.startsWith("+") ? ";user=phone" : "");
    }

    DialogueLimits dialogueLimits() {
        return new DialogueLimits(
                LONGEST_JOINING,
                LONGEST_THINKING,
                LONGEST_PROMPTS,
                FIRST_KEY,
                LONGEST_KEEPING,
                LONGEST_SILENCE,
                LONGEST_DIALOGUE,
                LONGEST_ENDING);
    }

    Limits limits() {
        return new Limits(
                longestRinging,
                LONGEST_ANNOUNCING,
                longestAnnouncement,
                FIRST_KEY,
                LONGEST_ASKING,
                LONGEST_JOINING,
                longestTalk,
                LONGEST_ENDING);
    }
}
