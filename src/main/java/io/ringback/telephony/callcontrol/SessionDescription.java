package io.ringback.telephony.callcontrol;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session description (SDP, RFC 8866) as lines: what is not understood is passed on as it is, so that two phones can agree
 * on what Ringback has never heard of. Immutable; the origin (o=) is written by {@link Origin} when it is sent.
 */
final class SessionDescription {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Set<String> DIRECTIONS = Set.of("sendrecv", "sendonly", "recvonly", "inactive");

    /** Formats that carry no speech: key presses (RFC 4733), comfort noise (RFC 3389), redundancy on its own (RFC 2198). */
    private static final Set<String> NOT_SPEECH = Set.of("telephone-event", "cn", "red");

    private static final Set<String> PLAIN = Set.of("pcma", "pcmu", "telephone-event");

    /** Static payload types that phones give without a=rtpmap (RFC 3551 section 6). */
    private static final Map<String, String> STATIC_TYPES = Map.of(
            "0", "pcmu", "3", "gsm", "4", "g723", "8", "pcma", "9", "g722", "13", "cn", "18", "g729", "34", "h263");

    /** Lines of people rather than of media: title, description, address, mail, phone (RFC 8866 5.3 to 5.6), obsolete key. */
    private static final String PERSONAL_LINES = "iuepk";

    /** Attributes that name people by their purpose: RFC 8827, RFC 7195, RFC 8866 6.1 to 6.3, RFC 7106. */
    private static final Set<String> PERSONAL_ATTRIBUTES =
            Set.of("identity", "cs-correlation", "cat", "keywds", "tool", "conf");

    /** Attributes whose values are numbers, keys and names of codecs: never searched for people. */
    private static final Set<String> TECHNICAL_ATTRIBUTES = Set.of(
            "rtpmap",
            "fmtp",
            "rtcp",
            "rtcp-fb",
            "rtcp-mux",
            "rtcp-rsize",
            "rtcp-xr",
            "candidate",
            "crypto",
            "fingerprint",
            "setup",
            "connection",
            "tls-id",
            "ice-ufrag",
            "ice-pwd",
            "ice-options",
            "ice-lite",
            "end-of-candidates",
            "ptime",
            "maxptime",
            "framerate",
            "imageattr",
            "extmap",
            "extmap-allow-mixed",
            "group",
            "mid",
            "ssrc-group",
            "content",
            "bundle-only",
            "sctp-port",
            "sctpmap",
            "max-message-size",
            "rid",
            "simulcast",
            "key-mgmt",
            "zrtp-hash",
            "sendrecv",
            "sendonly",
            "recvonly",
            "inactive",
            "rtcp-mux-only",
            "direction",
            "silencesupp",
            "annexb",
            "quality");

    private static final Pattern MEDIA = Pattern.compile("m=(\\S+) (\\d+)(?:/\\d+)? (\\S+)(?: (.*))?");
    private static final Pattern RTPMAP = Pattern.compile("a=rtpmap:(\\S+) ([^/\\s]+)(/\\S+)?");
    private static final Pattern OF_FORMAT = Pattern.compile("a=(?:rtpmap|fmtp|rtcp-fb):(\\S+) .*");
    private static final Pattern CRYPTO = Pattern.compile("(a=crypto:\\d+ AES_CM_128_HMAC_SHA1_(?:80|32)) .*");
    private static final Pattern CNAME = Pattern.compile("(a=ssrc:\\S+ cname:)(.*)");
    private static final Pattern LABEL = Pattern.compile("(a=label:)(.*)");
    private static final Pattern FLOOR = Pattern.compile("(a=floorid:\\S+ (?:m-stream|mstrm):)(.*)");
    private static final Pattern SHORT_NUMBERS = Pattern.compile("[0-9]{1,4}(?: [0-9]{1,4})*");

    /** The lines before the first m=, and each m= with the lines that follow it. */
    private final List<String> session;

    private final List<Media> media;

    private SessionDescription(List<String> session, List<Media> media) {
        this.session = List.copyOf(session);
        this.media = List.copyOf(media);
    }

    /** Reads a description; empty if the text is none. */
    static Optional<SessionDescription> parse(String text) {
        List<String> session = new ArrayList<>();
        List<List<String>> media = new ArrayList<>();
        for (String line : text.split("\\r\\n|\\n|\\r")) {
            if (line.startsWith("m=")) {
                media.add(new ArrayList<>());
            }
            if (!line.isBlank()) {
                (media.isEmpty() ? session : media.get(media.size() - 1)).add(line);
            }
        }
        boolean readable = !session.isEmpty()
                && session.get(0).equals("v=0")
                && media.stream().allMatch(lines -> MEDIA.matcher(lines.get(0)).matches());
        return readable
                ? Optional.of(new SessionDescription(
                        session, media.stream().map(Media::new).toList()))
                : Optional.empty();
    }

    /**
     * The "black hole" of RFC 3725 section 4.2: plain audio both ways, to a port that nobody reads. It lets a phone be rung
     * like by any other call before there is anyone to talk to.
     */
    static SessionDescription blackHole(String address, int port) {
        String lines = """
                v=0
                o=- 0 0 IN %1$s %2$s
                s=-
                c=IN %1$s %2$s
                t=0 0
                m=audio %3$d RTP/AVP 8 0 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:0 PCMU/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-15
                a=sendrecv
                """.formatted(family(address), address, port);
        return parse(lines).orElseThrow();
    }

    /** IP4 or IP6, as c= and o= have it. */
    static String family(String address) {
        return address.contains(":") ? "IP6" : "IP4";
    }

    /** Whether speech can flow: some m=audio with a port, a codec that carries speech, and not inactive. */
    boolean audioSurvives() {
        return media.stream()
                .anyMatch(
                        stream -> carriesSpeech(stream) && !directionOf(stream).equals("inactive"));
    }

    /** Whether speech can flow both ways. */
    boolean audioFlowsBothWays() {
        return media.stream()
                .anyMatch(stream -> carriesSpeech(stream) && directionOf(stream).equals("sendrecv"));
    }

    /** Whether a stream with speech takes key presses too (RFC 4733). */
    boolean offersKeys() {
        return media.stream()
                .anyMatch(stream -> carriesSpeech(stream)
                        && stream.formats().stream()
                                .anyMatch(format -> stream.encoding(format).equals("telephone-event")));
    }

    private boolean carriesSpeech(Media stream) {
        return stream.type().equals("audio")
                && !stream.rejected()
                && stream.formats().stream().anyMatch(format -> !NOT_SPEECH.contains(stream.encoding(format)));
    }

    /** How many m= lines there are: an answer has as many as its offer, and no later offer has fewer (RFC 3264 8). */
    int streams() {
        return media.size();
    }

    /** The same, both ways: a phone that was spoken to by an announcement may think that it is to listen only. */
    SessionDescription bothWays() {
        return eachStream(stream -> stream.rejected() ? stream : stream.towards("sendrecv"))
                .session(session.stream().filter(line -> !isDirection(line)).toList());
    }

    /** The same with nothing but G.711 and key presses; other streams stay as refused ones. */
    SessionDescription plainAudio() {
        return eachStream(stream -> {
            List<String> plain = stream.formats().stream()
                    .filter(format -> PLAIN.contains(stream.encoding(format)))
                    .toList();
            return stream.type().equals("audio") && !stream.rejected() && !plain.isEmpty()
                    ? stream.reducedTo(plain)
                    : stream.refused();
        });
    }

    /** The same with at least as many m= lines as {@code former}, which the same phone has agreed to before. */
    SessionDescription withStreamsOf(SessionDescription former) {
        List<Media> streams = new ArrayList<>(media);
        for (int i = media.size(); i < former.media.size(); i++) {
            streams.add(former.media.get(i).refused());
        }
        return new SessionDescription(session, streams);
    }

    /**
     * This answer in the form that {@code offer} can take: as many m= lines, and no direction that the offer has not allowed
     * (RFC 3264 6.1).
     */
    SessionDescription asAnswerTo(SessionDescription offer) {
        List<Media> streams = new ArrayList<>();
        for (int i = 0; i < offer.media.size(); i++) {
            Media offered = offer.media.get(i);
            if (i >= media.size() || offered.rejected()) {
                streams.add(offered.refused());
            } else {
                Media stream = media.get(i);
                streams.add(
                        stream.rejected()
                                ? stream
                                : stream.towards(allowed(directionOf(stream), offer.directionOf(offered))));
            }
        }
        return new SessionDescription(
                session.stream().filter(line -> !isDirection(line)).toList(), streams);
    }

    /**
     * Answers {@code offer} with the session as it is: this is what we sent last, and where it has a stream the offered codecs
     * that are also in it are taken.
     */
    SessionDescription answering(SessionDescription offer) {
        List<Media> streams = new ArrayList<>();
        for (int i = 0; i < offer.media.size(); i++) {
            Media offered = offer.media.get(i);
            streams.add(
                    i < media.size() ? taken(media.get(i), offered, offer.directionOf(offered)) : offered.refused());
        }
        return new SessionDescription(
                session.stream().filter(line -> !isDirection(line)).toList(), streams);
    }

    private Media taken(Media own, Media offered, String direction) {
        Set<String> known = own.formats().stream().map(own::encoding).collect(Collectors.toSet());
        List<String> common = offered.formats().stream()
                .filter(format -> known.contains(offered.encoding(format)))
                .toList();
        if (own.rejected() || offered.rejected() || !own.type().equals(offered.type()) || common.isEmpty()) {
            return offered.refused();
        }
        return own.withFormatsOf(offered, common).towards(allowed(directionOf(own), direction));
    }

    /**
     * Answers {@code offer}, which a phone made because our INVITE had none, with this black hole: its first audio stream is
     * taken with all its codecs, since nobody decodes them.
     */
    SessionDescription blackHoleFor(SessionDescription offer) {
        List<Media> streams = new ArrayList<>();
        boolean taken = false;
        for (Media offered : offer.media) {
            boolean take = !taken && offer.carriesSpeech(offered);
            streams.add(take ? hole(offered, offer) : offered.refused());
            taken |= take;
        }
        return new SessionDescription(
                session.stream().filter(line -> !isDirection(line)).toList(), streams);
    }

    /** Phones that insist on encryption are given keys that nobody keeps. */
    private Media hole(Media offered, SessionDescription offer) {
        List<String> lines = new ArrayList<>();
        lines.add("m=audio " + media.get(0).port() + " " + offered.protocol() + " "
                + String.join(" ", offered.formats()));
        offered.lines.stream()
                .filter(line -> line.startsWith("a=rtpmap:") || line.startsWith("a=fmtp:"))
                .forEach(lines::add);
        Stream.concat(offer.session.stream(), offered.lines.stream())
                .map(SessionDescription::keyLike)
                .flatMap(Optional::stream)
                .limit(1)
                .forEach(lines::add);
        if (Stream.concat(offer.session.stream(), offered.lines.stream())
                .anyMatch(line -> line.startsWith("a=fingerprint:"))) {
            lines.add("a=fingerprint:sha-256 "
                    + HexFormat.ofDelimiter(":").withUpperCase().formatHex(random(32)));
            lines.add("a=setup:passive");
            lines.add("a=ice-ufrag:" + token(3));
            lines.add("a=ice-pwd:" + token(12));
            lines.add("a=rtcp-mux");
        }
        lines.add("a=" + allowed("sendrecv", offer.directionOf(offered)));
        return new Media(lines);
    }

    /** RFC 4568: the tag and suite are the offer's, the key our own. */
    private static Optional<String> keyLike(String line) {
        Matcher offered = CRYPTO.matcher(line);
        return offered.matches()
                ? Optional.of(
                        offered.group(1) + " inline:" + Base64.getEncoder().encodeToString(random(30)))
                : Optional.empty();
    }

    /**
     * The same without anything that says whose phone it comes from (RFC 3323 section 4; P13): what describes people is
     * dropped, RTCP names and labels are replaced, and other lines go if {@code names} is true of them. Where media flows (c=,
     * m=, candidates) stays, since it flows between the phones.
     */
    SessionDescription anonymous(Predicate<String> names) {
        Map<String, String> tokens = new HashMap<>();
        return new SessionDescription(
                session.stream()
                        .filter(line -> !personal(line, names))
                        .map(line -> renamed(line, tokens))
                        .toList(),
                media.stream()
                        .map(stream -> new Media(stream.lines.stream()
                                .filter(line -> !personal(line, names))
                                .map(line -> renamed(line, tokens))
                                .toList()))
                        .toList());
    }

    /**
     * The same with the reports on the media (RTCP) going to {@code blackHole} (RFC 3605): a phone puts its own name into each
     * of them (CNAME, RFC 3550 6.5.1), often its number, so they must not go to the other phone. Browsers, which take no media
     * without ICE and reports on one port, write random names (RFC 8834 4.9), and theirs stay.
     */
    SessionDescription reportingTo(SessionDescription blackHole) {
        String reports = "a=rtcp:" + blackHole.media.get(0).port() + " "
                + blackHole.session.stream()
                        .filter(line -> line.startsWith("c="))
                        .findFirst()
                        .orElseThrow()
                        .substring(2);
        boolean browser = session.stream().anyMatch(SessionDescription::isIce);
        return eachStream(
                stream -> browser || stream.rejected() || stream.lines.stream().anyMatch(SessionDescription::isIce)
                        ? stream
                        : new Media(Stream.concat(
                                        stream.lines.stream().filter(line -> !line.matches("a=rtcp(:.*|-mux.*)")),
                                        Stream.of(reports))
                                .toList()));
    }

    private static boolean isIce(String line) {
        return line.startsWith("a=ice-ufrag:");
    }

    private static boolean personal(String line, Predicate<String> names) {
        if (line.length() < 2 || line.charAt(1) != '=') {
            return true;
        }
        if (!line.startsWith("a=")) {
            return PERSONAL_LINES.indexOf(line.charAt(0)) >= 0;
        }
        String attribute = line.substring(2).split(":", 2)[0].toLowerCase(Locale.ROOT);
        if (CNAME.matcher(line).matches()
                || LABEL.matcher(line).matches()
                || FLOOR.matcher(line).matches()) {
            return false;
        }
        return PERSONAL_ATTRIBUTES.contains(attribute) || !TECHNICAL_ATTRIBUTES.contains(attribute) && names.test(line);
    }

    private static String renamed(String line, Map<String, String> tokens) {
        if (line.startsWith("s=")) {
            return "s=-";
        }
        for (Pattern named : List.of(CNAME, LABEL, FLOOR)) {
            Matcher matcher = named.matcher(line);
            if (matcher.matches()
                    && (named == CNAME
                            || !SHORT_NUMBERS.matcher(matcher.group(2)).matches())) {
                return matcher.group(1) + tokens.computeIfAbsent(matcher.group(2), name -> token(6));
            }
        }
        return line;
    }

    /** As it is sent: with {@code origin} as its o= line. */
    String text(String origin) {
        return Stream.concat(
                        session.stream().map(line -> line.startsWith("o=") ? origin : line),
                        media.stream().flatMap(stream -> stream.lines.stream()))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** For tests and equality; the o= line is as it was read. */
    @Override
    public String toString() {
        return "SDP of " + media.size() + " streams";
    }

    private SessionDescription eachStream(UnaryOperator<Media> change) {
        return new SessionDescription(session, media.stream().map(change).toList());
    }

    private SessionDescription session(List<String> lines) {
        return new SessionDescription(lines, media);
    }

    private String directionOf(Media stream) {
        return stream.direction()
                .or(() -> session.stream()
                        .filter(SessionDescription::isDirection)
                        .map(line -> line.substring(2))
                        .findFirst())
                .orElse("sendrecv");
    }

    private static boolean isDirection(String line) {
        return line.startsWith("a=") && DIRECTIONS.contains(line.substring(2));
    }

    /** What an answer may say that wants {@code own} if the offer said {@code offered} (RFC 3264 6.1). */
    private static String allowed(String own, String offered) {
        boolean sends = !own.equals("recvonly") && !own.equals("inactive") && !offered.equals("sendonly");
        boolean receives = !own.equals("sendonly") && !own.equals("inactive") && !offered.equals("recvonly");
        if (offered.equals("inactive") || !sends && !receives) {
            return "inactive";
        }
        return sends && receives ? "sendrecv" : sends ? "sendonly" : "recvonly";
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static String token(int bytes) {
        return HexFormat.of().formatHex(random(bytes));
    }

    /** An m= line and the lines that follow it. */
    private static final class Media {

        private final List<String> lines;

        Media(List<String> lines) {
            this.lines = List.copyOf(lines);
        }

        private Matcher line() {
            Matcher line = MEDIA.matcher(lines.get(0));
            if (!line.matches()) {
                throw new IllegalStateException("Not an m= line");
            }
            return line;
        }

        String type() {
            return line().group(1).toLowerCase(Locale.ROOT);
        }

        String port() {
            return line().group(2);
        }

        String protocol() {
            return line().group(3);
        }

        List<String> formats() {
            String formats = line().group(4);
            return formats == null ? List.of() : List.of(formats.trim().split(" +"));
        }

        boolean rejected() {
            return port().equals("0");
        }

        /** The codec's name in lower case; the format itself where nothing names it. */
        String encoding(String format) {
            return lines.stream()
                    .map(RTPMAP::matcher)
                    .filter(rtpmap -> rtpmap.matches() && rtpmap.group(1).equals(format))
                    .map(rtpmap -> rtpmap.group(2).toLowerCase(Locale.ROOT))
                    .findFirst()
                    .orElseGet(() -> STATIC_TYPES.getOrDefault(format, format));
        }

        Optional<String> direction() {
            return lines.stream()
                    .filter(SessionDescription::isDirection)
                    .map(line -> line.substring(2))
                    .findFirst();
        }

        Media towards(String direction) {
            return new Media(
                    Stream.concat(lines.stream().filter(line -> !isDirection(line)), Stream.of("a=" + direction))
                            .toList());
        }

        /** RFC 3264 6: a refused stream keeps its m= line, with port 0; the rest has no meaning. */
        Media refused() {
            List<String> formats = formats();
            return new Media(List.of(
                    "m=" + type() + " 0 " + protocol() + " " + (formats.isEmpty() ? "0" : String.join(" ", formats))));
        }

        Media reducedTo(List<String> formats) {
            return new Media(Stream.concat(
                            Stream.of(
                                    "m=" + type() + " " + port() + " " + protocol() + " " + String.join(" ", formats)),
                            lines.stream().skip(1).filter(line -> {
                                Matcher format = OF_FORMAT.matcher(line);
                                return !format.matches()
                                        || format.group(1).equals("*")
                                        || formats.contains(format.group(1));
                            }))
                    .toList());
        }

        /** This stream's place and keys with the other's numbering of codecs. */
        Media withFormatsOf(Media other, List<String> formats) {
            return new Media(Stream.of(
                            Stream.of("m=" + type() + " " + port() + " " + other.protocol() + " "
                                    + String.join(" ", formats)),
                            lines.stream()
                                    .skip(1)
                                    .filter(line -> !OF_FORMAT.matcher(line).matches()),
                            other.reducedTo(formats).lines.stream()
                                    .filter(line -> line.startsWith("a=rtpmap:") || line.startsWith("a=fmtp:")))
                    .flatMap(lines -> lines)
                    .toList());
        }
    }
}
