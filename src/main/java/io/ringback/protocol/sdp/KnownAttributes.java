package io.ringback.protocol.sdp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The attributes that two phones are let tell each other, each with all that it may say. Codecs ({@link KnownCodecs}) and ICE
 * candidates are not among them, since what these may say depends on other lines.
 *
 * @param names is true of a word by chance, or a key, that names the owner of the phone
 */
record KnownAttributes(Predicate<String> names) {

    /** An attribute, however much room it has where nothing else is meant. */
    private static final Pattern ATTRIBUTE = Pattern.compile("a=\\s*([A-Za-z0-9-]+)\\s*(?::\\s*(.*))?");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BEFORE_A_KEY = Pattern.compile("^.*inline:");

    private static final String DIRECTIONS = "sendrecv|sendonly|recvonly|inactive";
    private static final String HEADER_EXTENSIONS = """
            urn:ietf:params:rtp-hdrext:ssrc-audio-level
            urn:ietf:params:rtp-hdrext:csrc-audio-level
            urn:ietf:params:rtp-hdrext:toffset
            urn:ietf:params:rtp-hdrext:sdes:mid
            urn:3gpp:video-orientation
            http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
            http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01""";

    /** Session parameters of RFC 4568 6.3 that are numbers or flags. */
    private static final String SRTP_PARAMETERS =
            "(?: (?:KDR=\\d{1,2}|WSH=\\d{2,3}|UNENCRYPTED_SRTP|UNENCRYPTED_SRTCP|UNAUTHENTICATED_SRTP))*";

    /** How long a key lives, and its number and the length of that (RFC 4568 6.1). */
    private static final String SRTP_KEY_PARAMETERS = "(?:\\|(?:2\\^\\d{1,2}|\\d{1,15}))?(?:\\|\\d{1,4}:\\d)?";

    private static final String BASE64 = "[A-Za-z0-9+/]";

    /** In the session and in its media. */
    private static final Map<String, Pattern> EVERYWHERE = patterns(
            "sendrecv", "",
            "sendonly", "",
            "recvonly", "",
            "inactive", "",
            "setup", "active|passive|actpass|holdconn",
            "extmap-allow-mixed", "");

    private static final Map<String, Pattern> OF_MEDIA = patterns(
            "ptime", "\\d{1,3}",
            "maxptime", "\\d{1,3}",
            "framerate", "\\d{1,3}(?:\\.\\d{1,2})?",
            "silenceSupp", "(?:on|off) - - - -",
            "rtcp-mux", "",
            "rtcp-mux-only", "",
            "rtcp-rsize", "",
            "connection", "new|existing",
            "content", "(?:slides|speaker|sl|main|alt)(?:,(?:slides|speaker|sl|main|alt)){0,4}",
            "extmap",
                    "\\d{1,2}(?:/(?:" + DIRECTIONS + "))? (?:"
                            + HEADER_EXTENSIONS.lines().map(Pattern::quote).collect(Collectors.joining("|")) + ")",
            "bundle-only", "",
            "T38FaxVersion", "\\d",
            "T38MaxBitRate", "\\d{1,6}",
            "T38FaxFillBitRemoval", "[01]?",
            "T38FaxTranscodingMMR", "[01]?",
            "T38FaxTranscodingJBIG", "[01]?",
            "T38FaxRateManagement", "transferredTCF|localTCF",
            "T38FaxMaxBuffer", "\\d{1,6}",
            "T38FaxMaxDatagram", "\\d{1,6}",
            "T38FaxUdpEC", "t38UDPNoEC|t38UDPFEC|t38UDPRedundancy");

    /**
     * What a browser chose by chance, and cannot do without (RFC 8827 6.5, RFC 8839 5.4): it is the same at both ends, so it
     * cannot be replaced. Phones do without ICE if the other does not speak of it.
     */
    private static final Map<String, Pattern> OF_DTLS = patterns(
            "ice-lite", "",
            "ice-ufrag", "[A-Za-z0-9+/]{4,32}",
            "ice-pwd", "[A-Za-z0-9+/]{22,64}",
            "fingerprint",
                    "sha-1 " + hex(20) + "|sha-224 " + hex(28) + "|sha-256 " + hex(32) + "|sha-384 " + hex(48)
                            + "|sha-512 " + hex(64));

    /** Keys of phones: octets, as long as they have to be (RFC 4568 6.2, RFC 6188, RFC 7714, RFC 6189). */
    private static final Map<String, Pattern> KEYS = patterns(
            "zrtp-hash",
            "1\\.\\d{2} [0-9a-f]{64}",
            "crypto",
            "\\d{1,3} (?:"
                    + "(?:AES_CM_128_HMAC_SHA1_(?:80|32)|F8_128_HMAC_SHA1_80) inline:" + BASE64 + "{40}"
                    + "|AES_(?:CM_)?192(?:_CM)?_HMAC_SHA1_(?:80|32) inline:" + BASE64 + "{51,52}={0,1}"
                    + "|AES_(?:CM_)?256(?:_CM)?_HMAC_SHA1_(?:80|32) inline:" + BASE64 + "{62}={0,2}"
                    + "|AEAD_AES_128_GCM(?:_8)? inline:" + BASE64 + "{38}={0,2}"
                    + "|AEAD_AES_256_GCM(?:_8)? inline:" + BASE64 + "{59}={0,1}"
                    + ")" + SRTP_KEY_PARAMETERS + SRTP_PARAMETERS);

    /** A part of a line: its name, and its value with single blanks, empty if it has none. */
    record Attribute(String name, String value) {

        static Optional<Attribute> of(String line) {
            Matcher parts = ATTRIBUTE.matcher(line);
            return parts.matches()
                    ? Optional.of(new Attribute(
                            parts.group(1),
                            parts.group(2) == null
                                    ? ""
                                    : BLANKS.matcher(parts.group(2).strip()).replaceAll(" ")))
                    : Optional.empty();
        }

        String line() {
            return "a=" + name + (value.isEmpty() ? "" : ":" + value);
        }
    }

    private static String hex(int bytes) {
        return "(?:[0-9A-Fa-f]{2}:){" + (bytes - 1) + "}[0-9A-Fa-f]{2}";
    }

    private static Map<String, Pattern> patterns(String... namesAndValues) {
        Map<String, Pattern> patterns = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            patterns.put(namesAndValues[i], Pattern.compile(namesAndValues[i + 1]));
        }
        return Map.copyOf(patterns);
    }

    /**
     * Whether an attribute of the session may be told.
     *
     * @param dtls whether some stream is encrypted by keys of its own, as those of browsers are
     */
    boolean isOfSession(Attribute attribute, boolean dtls) {
        return says(EVERYWHERE, attribute) || dtls && says(OF_DTLS, attribute) && namesNobody(attribute);
    }

    /**
     * Whether an attribute of a stream may be told.
     *
     * @param dtls whether it is encrypted by keys of its own, as those of browsers are
     */
    boolean isOfMedia(Attribute attribute, boolean dtls) {
        return says(EVERYWHERE, attribute)
                || says(OF_MEDIA, attribute)
                || says(dtls ? OF_DTLS : KEYS, attribute) && namesNobody(attribute);
    }

    /** What stands before a key is the same for everybody, and is not searched. */
    private boolean namesNobody(Attribute attribute) {
        return !names.test(BEFORE_A_KEY.matcher(attribute.value()).replaceFirst(""));
    }

    private static boolean says(Map<String, Pattern> patterns, Attribute attribute) {
        Pattern allowed = patterns.get(attribute.name());
        return allowed != null && allowed.matcher(attribute.value()).matches();
    }
}
