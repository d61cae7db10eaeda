package io.ringback.protocol.sdp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a payload type is encoded: the right half of an {@code a=rtpmap} (RFC 8866 6.6). Two are equal if they mean the same,
 * however they are spelled.
 *
 * @param name in lower case: it is a media subtype, for which case means nothing (RFC 6838 4.2)
 * @param rate samples in a second, the clock of its timestamps
 * @param parameters what follows the rate: the number of channels of sound; empty for one, which need not be said
 */
public record Encoding(String name, int rate, String parameters) {

    /** Of G.711, of nearly all static types of sound (RFC 3551 section 6), and of key presses by default (RFC 4733 2.1). */
    static final int USUAL_RATE = 8000;

    static final String TELEPHONE_EVENT = "telephone-event";

    /** Formats that carry no speech: key presses (RFC 4733), comfort noise (RFC 3389), redundancy on its own (RFC 2198). */
    private static final Set<String> NOT_SPEECH = Set.of(TELEPHONE_EVENT, "cn", "red");

    /** Static payload types that phones give without a=rtpmap (RFC 3551 section 6). */
    private static final Map<String, Encoding> STATIC_TYPES = Map.of(
            "0", new Encoding("pcmu", USUAL_RATE),
            "3", new Encoding("gsm", USUAL_RATE),
            "4", new Encoding("g723", USUAL_RATE),
            "8", new Encoding("pcma", USUAL_RATE),
            "9", new Encoding("g722", USUAL_RATE),
            "13", new Encoding("cn", USUAL_RATE),
            "18", new Encoding("g729", USUAL_RATE),
            "34", new Encoding("h263", 90_000));

    /** Blanks around a slash mean nothing else. */
    private static final Pattern RTPMAP = Pattern.compile("([^/\\s]+)(?:/(\\d{1,9}))?(?:/(\\S+))?");

    private static final Pattern SLASHES = Pattern.compile("\\s*/\\s*");

    /** With {@code parameters} as they were written. */
    public Encoding {
        name = name.toLowerCase(Locale.ROOT);
        parameters = parameters.equals("1") ? "" : parameters;
    }

    /** Of one channel. */
    public Encoding(String name, int rate) {
        this(name, rate, "");
    }

    /** {@code PCMA/8000}, {@code pcma/8000/1}; some leave even the rate out. Empty if it is neither. */
    static Optional<Encoding> parse(String rtpmap) {
        Matcher parts = RTPMAP.matcher(SLASHES.matcher(rtpmap).replaceAll("/").strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int rate = parts.group(2) == null ? USUAL_RATE : Integer.parseInt(parts.group(2));
        return Optional.of(new Encoding(parts.group(1), rate, parts.group(3) == null ? "" : parts.group(3)));
    }

    /** Of a payload type that needs no {@code a=rtpmap}. */
    static Optional<Encoding> ofStaticType(String format) {
        return Optional.ofNullable(STATIC_TYPES.get(format));
    }

    /** Whether it is key presses (RFC 4733), which have one channel. */
    boolean isKeys() {
        return name.equals(TELEPHONE_EVENT) && parameters.isEmpty();
    }

    boolean isSpeech() {
        return !NOT_SPEECH.contains(name);
    }
}
