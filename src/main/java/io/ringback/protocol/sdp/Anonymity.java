package io.ringback.protocol.sdp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of descriptions what says whose phone they come from (RFC 3323 section 4): what describes people is dropped, RTCP
 * names and labels are replaced, and other lines go if they name somebody. Where media flows (c=, m=, candidates) stays, since
 * it flows between the phones; the origin (o=) is written anew by {@link Origin}.
 *
 * @param names is true of lines that name the owner of the phone
 */
public record Anonymity(Predicate<String> names) {

    /**
     * Types of lines that speak of media. Others speak of people: title, description, address, mail, phone (RFC 8866 5.4 to
     * 5.6), the obsolete key, and whatever RFC 8866 does not know.
     */
    private static final String MEDIA_LINES = "vosctbrzma";

    /** Attributes that name people by their purpose: RFC 8827, RFC 7195, RFC 8866 6.1 to 6.3, RFC 7106. */
    private static final Set<String> PERSONAL_ATTRIBUTES =
            Set.of("identity", "cs-correlation", "cat", "keywds", "tool", "conf");

    /** Attributes whose values are numbers, keys and names of codecs: never searched for people. */
    private static final Set<String> TECHNICAL_ATTRIBUTES = Set.of("""
            rtpmap fmtp rtcp rtcp-fb rtcp-mux rtcp-mux-only rtcp-rsize rtcp-xr
            candidate end-of-candidates ice-ufrag ice-pwd ice-options ice-lite
            crypto key-mgmt zrtp-hash fingerprint setup connection tls-id
            ptime maxptime framerate imageattr extmap extmap-allow-mixed
            group mid ssrc-group content bundle-only rid simulcast
            sctp-port sctpmap max-message-size
            sendrecv sendonly recvonly inactive direction silencesupp annexb quality""".split("\\s+"));

    private static final Pattern CNAME = Pattern.compile("(a=ssrc:\\S+ cname:)(.*)");
    private static final Pattern LABEL = Pattern.compile("(a=label:)(.*)");
    private static final Pattern FLOOR = Pattern.compile("(a=floorid:\\S+ (?:m-stream|mstrm):)(.*)");
    private static final Pattern SHORT_NUMBERS = Pattern.compile("[0-9]{1,4}(?: [0-9]{1,4})*");

    /** The same description, of nobody. A name that stands twice is replaced by the same word. */
    public SessionDescription of(SessionDescription description) {
        Map<String, String> words = new HashMap<>();
        return description.eachLine(line -> isPersonal(line) ? Optional.empty() : Optional.of(renamed(line, words)));
    }

    private boolean isPersonal(String line) {
        if (!line.startsWith("a=")) {
            return MEDIA_LINES.indexOf(line.charAt(0)) < 0;
        }
        String attribute = line.substring(2).split(":", 2)[0].toLowerCase(Locale.ROOT);
        if (CNAME.matcher(line).matches()
                || LABEL.matcher(line).matches()
                || FLOOR.matcher(line).matches()) {
            return false;
        }
        return PERSONAL_ATTRIBUTES.contains(attribute) || !TECHNICAL_ATTRIBUTES.contains(attribute) && names.test(line);
    }

    private static String renamed(String line, Map<String, String> words) {
        if (line.startsWith("s=")) {
            return "s=-";
        }
        for (Pattern named : List.of(CNAME, LABEL, FLOOR)) {
            Matcher matcher = named.matcher(line);
            if (matcher.matches()
                    && (named == CNAME
                            || !SHORT_NUMBERS.matcher(matcher.group(2)).matches())) {
                return matcher.group(1) + words.computeIfAbsent(matcher.group(2), name -> Randomness.word(6));
            }
        }
        return line;
    }
}
