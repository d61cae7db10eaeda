package io.ringback.protocol.sdp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A media description: an m= line (RFC 8866 5.14) and the lines that follow it. Immutable. */
public final class MediaDescription {

    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_PAYLOAD_TYPE = 127;

    /** What every phone has: G.711, and key presses on its clock. */
    private static final Set<Encoding> PLAIN = Set.of(
            new Encoding("pcma", Encoding.USUAL_RATE),
            new Encoding("pcmu", Encoding.USUAL_RATE),
            new Encoding(Encoding.TELEPHONE_EVENT, Encoding.USUAL_RATE));

    private static final Set<String> PLAIN_PROTOCOLS = Set.of("RTP/AVP", "RTP/AVPF");

    private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:/\\d+)?");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PAYLOAD_TYPE = Pattern.compile("\\d{1,3}");
    private static final Pattern FORMAT = Pattern.compile("a=(?:rtpmap|fmtp)\\s*:.*");
    private static final Pattern OF_FORMAT = Pattern.compile("a=(?:rtpmap|fmtp|rtcp-fb)\\s*:\\s*(\\S+)\\s.*");

    /** Blanks may stand where phones put them. */
    private static final Pattern RTPMAP = Pattern.compile("rtpmap\\s*:\\s*(\\S+)\\s+(.*)");

    private final String type;
    private final String ports;
    private final String protocol;
    private final List<String> formats;
    private final List<String> lines;

    private MediaDescription(String type, String ports, String protocol, List<String> formats, List<String> lines) {
        this.type = type;
        this.ports = ports;
        this.protocol = protocol;
        this.formats = List.copyOf(formats);
        this.lines = List.copyOf(lines);
    }

    /** @param lines those that follow the m= line */
    MediaDescription(String type, int port, String protocol, List<String> formats, List<String> lines) {
        this(type, String.valueOf(port), protocol, formats, lines);
    }

    /** @param lines the m= line and those that follow it */
    static MediaDescription of(List<String> lines) throws UnreadableDescriptionException {
        String[] parts = BLANKS.split(lines.get(0).substring("m=".length()).strip());
        if (parts.length < 4) {
            throw UnreadableDescriptionException.malformed("A media line lacks something");
        }
        Matcher port = PORT.matcher(parts[1]);
        if (!port.matches() || Integer.parseInt(port.group(1)) > HIGHEST_PORT) {
            throw UnreadableDescriptionException.malformed("A media line has no port of 0 to 65535");
        }
        return new MediaDescription(
                parts[0], parts[1], parts[2], List.of(parts).subList(3, parts.length), lines.subList(1, lines.size()));
    }

    /** All its lines. */
    Stream<String> lines() {
        return Stream.concat(
                Stream.of("m=" + type + " " + ports + " " + protocol + " " + String.join(" ", formats)),
                lines.stream());
    }

    boolean isOf(String mediaType) {
        return type.equalsIgnoreCase(mediaType);
    }

    /** Whether it is sound. */
    public boolean isAudio() {
        return isOf("audio");
    }

    /** 0 to 65535. */
    public int port() {
        return Integer.parseInt(ports.split("/", 2)[0]);
    }

    /** Whether it is refused, or switched off: its port is 0 (RFC 3264 section 6). */
    public boolean isRefused() {
        return port() == 0;
    }

    /** As it is written, for instance {@code RTP/AVP}. */
    public String protocol() {
        return protocol;
    }

    List<String> formats() {
        return formats;
    }

    /** Those of its formats that are payload types of RTP, in their order. */
    public List<Integer> payloadTypes() {
        return formats.stream()
                .filter(format -> PAYLOAD_TYPE.matcher(format).matches())
                .map(Integer::valueOf)
                .filter(payloadType -> payloadType <= HIGHEST_PAYLOAD_TYPE)
                .toList();
    }

    /** How one of its payload types is encoded; empty if nothing says so. */
    public Optional<Encoding> encoding(int payloadType) {
        return encoding(String.valueOf(payloadType));
    }

    /** The same for a format as it is written. */
    Optional<Encoding> encoding(String format) {
        return attributes()
                .map(RTPMAP::matcher)
                .filter(rtpmap -> rtpmap.matches() && rtpmap.group(1).equals(format))
                .map(rtpmap -> Encoding.parse(rtpmap.group(2)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Encoding.ofStaticType(format));
    }

    /** The first payload type of key presses (RFC 4733) on the clock of a codec of this rate. */
    public Optional<Integer> telephoneEvents(int rate) {
        return payloadTypes().stream()
                .filter(payloadType -> encoding(payloadType)
                        .filter(encoding -> encoding.isKeys() && encoding.rate() == rate)
                        .isPresent())
                .findFirst();
    }

    /** Whether speech could flow here, whichever way. What nothing is known of may be speech. */
    boolean carriesSpeech() {
        return isAudio() && !isRefused() && speech().findAny().isPresent();
    }

    /** Whether what every phone has can flow here, plainly. */
    boolean carriesPlainSpeech() {
        return isAudio()
                && !isRefused()
                && PLAIN_PROTOCOLS.contains(protocol)
                && payloadTypes().stream()
                        .flatMap(payloadType -> encoding(payloadType).stream())
                        .anyMatch(encoding -> PLAIN.contains(encoding) && encoding.isSpeech());
    }

    private Stream<String> speech() {
        return formats.stream()
                .filter(format -> encoding(format).map(Encoding::isSpeech).orElse(true));
    }

    /** What it says of its direction by itself. */
    Optional<Direction> direction() {
        return lines.stream().map(Direction::ofLine).flatMap(Optional::stream).findFirst();
    }

    /** What its own c= line says. */
    Optional<String> connection() {
        return lines.stream()
                .filter(line -> line.startsWith("c="))
                .map(line -> line.substring(2))
                .findFirst();
    }

    /** Where reports on it are to go (RFC 3605): the port after its own if it does not say, or says it wrongly. */
    public int rtcpPort() {
        return attributes()
                .filter(attribute -> attribute.startsWith("rtcp:"))
                .map(attribute -> attribute.substring("rtcp:".length()).strip().split(" ", 2)[0])
                .findFirst()
                .filter(port -> port.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .filter(port -> port > 0 && port <= HIGHEST_PORT)
                .orElse(Math.min(port() + 1, HIGHEST_PORT));
    }

    private Stream<String> attributes() {
        return lines.stream().filter(line -> line.startsWith("a=")).map(line -> line.substring(2));
    }

    MediaDescription withLines(Stream<String> others) {
        return new MediaDescription(type, ports, protocol, formats, others.toList());
    }

    MediaDescription at(int port) {
        return new MediaDescription(type, String.valueOf(port), protocol, formats, lines);
    }

    MediaDescription towards(Direction direction) {
        return withLines(
                Stream.concat(lines.stream().filter(Predicate.not(Direction::isIn)), Stream.of(direction.line())));
    }

    /** RFC 3264 6: a refused stream keeps its m= line, with port 0; the rest has no meaning. */
    MediaDescription refused() {
        return new MediaDescription(type, "0", protocol, formats, List.of());
    }

    /** With nothing but G.711 and key presses; refused if it has no such thing. */
    MediaDescription plain() {
        List<String> plain = formats.stream()
                .filter(format -> encoding(format).filter(PLAIN::contains).isPresent())
                .toList();
        return isAudio() && !isRefused() && !plain.isEmpty() ? reducedTo(plain) : refused();
    }

    private MediaDescription reducedTo(List<String> some) {
        Stream<String> left = lines.stream().filter(line -> {
            Matcher format = OF_FORMAT.matcher(line);
            return !format.matches() || format.group(1).equals("*") || some.contains(format.group(1));
        });
        return new MediaDescription(type, ports, protocol, some, left.toList());
    }

    /** Takes what is also here of what is {@code offered}, by the offer's numbers; refuses it if that is nothing. */
    MediaDescription taking(MediaDescription offered) {
        Set<String> known = formats.stream().map(this::meaning).collect(Collectors.toSet());
        List<String> common = offered.formats.stream()
                .filter(format -> known.contains(offered.meaning(format)))
                .toList();
        if (isRefused() || offered.isRefused() || !isOf(offered.type) || common.isEmpty()) {
            return offered.refused();
        }
        Stream<String> own =
                lines.stream().filter(line -> !OF_FORMAT.matcher(line).matches());
        return new MediaDescription(
                type,
                ports,
                offered.protocol,
                common,
                Stream.concat(own, offered.reducedTo(common).formatLines()).toList());
    }

    /** By which two formats are told to be the same: the encoding, or the format itself where nothing is known of it. */
    private String meaning(String format) {
        return encoding(format).map(Encoding::toString).orElse(format);
    }

    /** The lines that say what its payload types mean. */
    Stream<String> formatLines() {
        return lines.stream().filter(line -> FORMAT.matcher(line).matches());
    }
}
