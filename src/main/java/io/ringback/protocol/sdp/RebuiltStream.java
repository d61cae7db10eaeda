package io.ringback.protocol.sdp;

import io.ringback.protocol.sdp.KnownAttributes.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stream of a phone written anew from what is understood of it. It is refused if it cannot live without what is not: an
 * address that is a name, no codec that is known, encryption without keys.
 */
final class RebuiltStream {

    /** The media of RFC 8866 5.14 and RFC 6466; the last stands for what is none. */
    private static final List<String> TYPES = List.of("audio", "video", "text", "image", "message", "application");

    /** In lower case, as registered (RFC 8866 8.2.2, and by those who use them). */
    private static final Map<String, String> PROTOCOLS = Stream.of("""
                    RTP/AVP RTP/AVPF RTP/SAVP RTP/SAVPF UDP/TLS/RTP/SAVP UDP/TLS/RTP/SAVPF udptl UDP/BFCP TCP/BFCP
                    TCP/TLS/BFCP TCP/MSRP TCP/TLS/MSRP DTLS/SCTP UDP/DTLS/SCTP TCP/DTLS/SCTP""".split("\\s+"))
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    private static final String USUAL_PROTOCOL = "RTP/AVP";
    private static final String ENCRYPTED = "RTP/SAVP";
    private static final String FAX = "t38";

    /** What stands where the numbers of codecs do: fax, floor control, and the data of browsers. */
    private static final Set<String> OTHER_FORMATS = Set.of(FAX, "*", "webrtc-datachannel");

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_FORMATS = 64;
    private static final Set<String> WORDS_OF_MIDS = Set.of("audio", "video", "a", "v");
    private static final Pattern MID = Pattern.compile("\\d{1,2}");
    private static final Pattern PAYLOAD_TYPE = Pattern.compile("0|[1-9]\\d?|1[01]\\d|12[0-7]");

    private static final Pattern BANDWIDTH = Pattern.compile("b=(AS|CT|TIAS|RS|RR):\\s*(\\d{1,8})");
    private static final Pattern OF_FORMAT = Pattern.compile("(\\S+) (.+)");
    private static final Pattern FEEDBACK = Pattern.compile(
            "nack(?: (?:pli|sli|rpsi))?|ack rpsi|ccm (?:fir|tmmbr|tstr)" + "|goog-remb|transport-cc|trr-int \\d{1,5}");

    /** RFC 8839 5.1: foundation, component, transport, priority, address, port, and more that is not needed. */
    private static final Pattern CANDIDATE =
            Pattern.compile("\\S+ ([12]) udp \\d+ (\\S+) (\\d{1,5}) typ .*", Pattern.CASE_INSENSITIVE);

    /** The preference of a candidate of this type, and of its address (RFC 8445 5.1.2.1). */
    private static final long PRIORITY = (126L << 24) + (65_535L << 8) + 256;

    private final MediaDescription given;
    private final SessionDescription session;
    private final KnownAttributes known;
    private final List<String> formats;
    private final Optional<ConnectionAddress> address;

    private RebuiltStream(MediaDescription given, SessionDescription session, KnownAttributes known) {
        this.given = given;
        this.session = session;
        this.known = known;
        this.formats = given.formats().stream()
                .filter(this::isUnderstood)
                .distinct()
                .limit(MOST_FORMATS)
                .toList();
        this.address = session.connectionOf(given).filter(ConnectionAddress::isWellFormed);
    }

    /** @param session what {@code given} is a part of */
    static MediaDescription of(MediaDescription given, SessionDescription session, KnownAttributes known) {
        return new RebuiltStream(given, session, known).stream();
    }

    /** The name of a stream within the description (RFC 5888), if it is one that says nothing. */
    static boolean isPlainMid(String mid) {
        return MID.matcher(mid).matches() || WORDS_OF_MIDS.contains(mid);
    }

    /** Whether it is encrypted by keys that its two ends agree on (DTLS, RFC 5764), as all of browsers is. */
    static boolean hasOwnKeys(MediaDescription stream) {
        return stream.protocol().toUpperCase(Locale.ROOT).startsWith("UDP/TLS/RTP/");
    }

    /** A line on the bandwidth, if it is one (RFC 8866 5.8, RFC 3890, RFC 3556). */
    static Optional<String> bandwidth(String line) {
        Matcher bandwidth = BANDWIDTH.matcher(line);
        return bandwidth.matches()
                ? Optional.of("b=" + bandwidth.group(1) + ":" + bandwidth.group(2))
                : Optional.empty();
    }

    private MediaDescription stream() {
        List<String> lines = new ArrayList<>();
        if (given.connection().isPresent()) {
            address.ifPresent(own -> lines.add("c=" + own.value()));
        }
        given.lines()
                .skip(1)
                .map(RebuiltStream::bandwidth)
                .flatMap(Optional::stream)
                .forEach(lines::add);
        Set<String> said = new LinkedHashSet<>();
        given.lines()
                .skip(1)
                .map(Attribute::of)
                .flatMap(Optional::stream)
                .map(this::attribute)
                .flatMap(Optional::stream)
                .map(Attribute::line)
                .forEach(said::add);
        lines.addAll(said);
        MediaDescription rebuilt = new MediaDescription(type(), given.port(), protocol(), namedFormats(), lines);
        return given.isRefused() || !lives(lines) ? rebuilt.refused() : rebuilt;
    }

    private boolean lives(List<String> lines) {
        return address.isPresent()
                && !formats.isEmpty()
                && PROTOCOLS.containsKey(given.protocol().toLowerCase(Locale.ROOT))
                && (!protocol().contains(ENCRYPTED) || isKeyed(lines));
    }

    private boolean isKeyed(List<String> lines) {
        return Stream.concat(lines.stream(), session.session().stream())
                .anyMatch(line -> line.startsWith("a=crypto:") || line.startsWith("a=fingerprint:"));
    }

    private String type() {
        return TYPES.stream().filter(given::isOf).findFirst().orElse(TYPES.get(TYPES.size() - 1));
    }

    private String protocol() {
        return PROTOCOLS.getOrDefault(given.protocol().toLowerCase(Locale.ROOT), USUAL_PROTOCOL);
    }

    private boolean isRtp() {
        return protocol().contains("RTP/") && !type().equals("application") && !type().equals("message");
    }

    private boolean isUnderstood(String format) {
        if (!isRtp()) {
            return type().equals("image") && protocol().equals("udptl") && format.equals(FAX);
        }
        return isPayloadType(format)
                && given.encoding(format).flatMap(KnownCodecs::rtpmap).isPresent();
    }

    private boolean isPayloadType(String format) {
        return PAYLOAD_TYPE.matcher(format).matches();
    }

    /** A refused stream has some format too. */
    private List<String> namedFormats() {
        return formats.isEmpty()
                ? given.formats().stream()
                        .filter(isRtp() ? this::isPayloadType : OTHER_FORMATS::contains)
                        .findFirst()
                        .or(() -> Optional.of(isRtp() ? "0" : "*"))
                        .stream()
                        .toList()
                : formats;
    }

    private Optional<Attribute> attribute(Attribute attribute) {
        String value = attribute.value();
        return switch (attribute.name()) {
            case "rtpmap" ->
                ofFormat(value, (format, said) -> given.encoding(format).flatMap(KnownCodecs::rtpmap))
                        .map(text -> new Attribute("rtpmap", text));
            case "fmtp" ->
                ofFormat(value, (format, said) -> given.encoding(format)
                                .flatMap(encoding -> KnownCodecs.parameters(encoding, said)))
                        .map(text -> new Attribute("fmtp", text));
            case "rtcp-fb" ->
                ofFormat(value, (format, said) -> Optional.of(said)
                                .filter(kind -> FEEDBACK.matcher(kind).matches()))
                        .map(text -> new Attribute("rtcp-fb", text));
            // Without the address that may follow: reports go where media goes (RFC 3605 2.1).
            case "rtcp" -> Optional.of(new Attribute("rtcp", String.valueOf(given.rtcpPort())));
            case "mid" -> Optional.of(attribute).filter(mid -> isPlainMid(value));
            case "candidate" -> candidate(value);
            default -> Optional.of(attribute).filter(said -> known.isOfMedia(said, hasOwnKeys(given)));
        };
    }

    /** What is said of one of the formats. */
    private interface OfFormat {
        Optional<String> rebuilt(String format, String said);
    }

    private Optional<String> ofFormat(String value, OfFormat rebuild) {
        Matcher parts = OF_FORMAT.matcher(value);
        if (!parts.matches() || !parts.group(1).equals("*") && !formats.contains(parts.group(1))) {
            return Optional.empty();
        }
        return rebuild.rebuilt(parts.group(1), parts.group(2)).map(said -> parts.group(1) + " " + said);
    }

    /** The one candidate that tells no more than c= does. */
    private Optional<Attribute> candidate(String value) {
        Matcher candidate = CANDIDATE.matcher(value);
        if (!hasOwnKeys(given)
                || !candidate.matches()
                || !address.map(ConnectionAddress::host).equals(Optional.of(candidate.group(2)))) {
            return Optional.empty();
        }
        int component = Integer.parseInt(candidate.group(1));
        int port = Math.min(Integer.parseInt(candidate.group(3)), HIGHEST_PORT);
        return Optional.of(new Attribute(
                "candidate",
                "1 " + component + " udp " + (PRIORITY - component) + " " + candidate.group(2) + " " + port
                        + " typ host"));
    }
}
