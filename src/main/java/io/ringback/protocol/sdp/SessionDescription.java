package io.ringback.protocol.sdp;

import static java.util.function.Predicate.not;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session description (RFC 8866) as lines. Immutable; the origin (o=) is written by {@link Origin} when it is sent, and what
 * is passed from one phone to another is written anew by {@link Anonymity}.
 *
 * <p>Phones are read with patience where no other meaning is possible: lines may end with CR, LF or both (section 5), and blanks
 * around a value are not part of it.
 */
public final class SessionDescription {

    private static final int LONGEST = 32_768;
    private static final int MOST_MEDIA = 32;
    private static final Pattern LINE_ENDS = Pattern.compile("\r\n|\n|\r");

    /** The lines before the first m=. */
    private final List<String> session;

    private final List<MediaDescription> media;

    SessionDescription(List<String> session, List<MediaDescription> media) {
        this.session = List.copyOf(session);
        this.media = List.copyOf(media);
    }

    /** Reads a description; empty if the text is none. */
    public static Optional<SessionDescription> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (UnreadableDescriptionException noDescription) {
            return Optional.empty();
        }
    }

    /**
     * Reads a description.
     *
     * @throws UnreadableDescriptionException if the text is none
     */
    public static SessionDescription of(String text) throws UnreadableDescriptionException {
        if (text.length() > LONGEST) {
            throw UnreadableDescriptionException.tooLong();
        }
        List<List<String>> sections = new ArrayList<>();
        sections.add(new ArrayList<>());
        for (String line : LINE_ENDS.split(text)) {
            if (line.isBlank()) {
                continue;
            }
            if (line.startsWith("m=")) {
                sections.add(new ArrayList<>());
            }
            sections.get(sections.size() - 1).add(withoutBlanks(line));
        }
        List<String> session = sections.remove(0);
        if (session.isEmpty() || !session.get(0).equals("v=0")) {
            throw UnreadableDescriptionException.malformed("The session description does not begin with v=0");
        }
        if (sections.size() > MOST_MEDIA) {
            throw UnreadableDescriptionException.malformed("The session description has too many media lines");
        }
        List<MediaDescription> media = new ArrayList<>();
        for (List<String> lines : sections) {
            media.add(MediaDescription.of(lines));
        }
        return new SessionDescription(session, media);
    }

    /** A session's name may be a blank and nothing else (RFC 8866 5.3). */
    private static String withoutBlanks(String line) throws UnreadableDescriptionException {
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw UnreadableDescriptionException.malformed("A line of the session description is not of the form x=");
        }
        String value = line.substring(2);
        return value.isBlank() ? line : line.substring(0, 2) + value.strip();
    }

    /** The media descriptions, in their order. */
    public List<MediaDescription> media() {
        return media;
    }

    /** What its t= lines say, which an answer repeats (RFC 3264 section 6). */
    public List<String> times() {
        return session.stream()
                .filter(line -> line.startsWith("t="))
                .map(line -> line.substring(2))
                .toList();
    }

    /** Where one of its media is to go: as it says itself, or as all do (RFC 8866 5.7); empty if neither says so. */
    public Optional<ConnectionAddress> connectionOf(MediaDescription stream) {
        return stream.connection().map(ConnectionAddress::parse).or(this::connection);
    }

    /** Where all of its media is to go that does not say otherwise. */
    Optional<ConnectionAddress> connection() {
        return session.stream()
                .filter(line -> line.startsWith("c="))
                .map(line -> line.substring(2))
                .findFirst()
                .map(ConnectionAddress::parse);
    }

    /** Which way one of its media flows: as it says itself, or as all do, or both ways (RFC 8866 section 5 and 6.7). */
    public Direction directionOf(MediaDescription stream) {
        return stream.direction()
                .or(() -> session.stream()
                        .map(Direction::ofLine)
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(Direction.SENDRECV);
    }

    /** Whether there is a stream for speech, whichever way that flows now. */
    public boolean hasSpeech() {
        return media.stream().anyMatch(MediaDescription::carriesSpeech);
    }

    /** The first stream on which a plain media server can talk: G.711 over RTP, with its profile or that of RFC 4585. */
    public Optional<MediaDescription> plainSpeech() {
        return media.stream().filter(MediaDescription::carriesPlainSpeech).findFirst();
    }

    /** Whether who describes this hears what a plain media server says: it listens, at an address that is one. */
    public boolean hearsPlainSpeech() {
        return plainSpeech()
                .filter(stream -> directionOf(stream).receives())
                .flatMap(this::connectionOf)
                .filter(ConnectionAddress::isSomewhere)
                .isPresent();
    }

    /** Whether who describes this can press keys that a plain media server hears (RFC 4733). */
    public boolean pressesKeys() {
        return plainSpeech()
                .filter(stream -> directionOf(stream).sends())
                .flatMap(stream -> stream.telephoneEvents(Encoding.USUAL_RATE))
                .isPresent();
    }

    /** Whether speech can flow: some m=audio with a port, a codec that carries speech, and not inactive. */
    public boolean audioSurvives() {
        return media.stream().anyMatch(stream -> stream.carriesSpeech() && directionOf(stream) != Direction.INACTIVE);
    }

    /** Whether speech can flow both ways. */
    public boolean audioFlowsBothWays() {
        return media.stream().anyMatch(stream -> stream.carriesSpeech() && directionOf(stream) == Direction.SENDRECV);
    }

    /** The same, both ways: a phone that was spoken to by an announcement may think that it is to listen only. */
    public SessionDescription bothWays() {
        return withMedia(media.stream()
                .map(stream -> stream.isRefused() ? stream : stream.towards(Direction.SENDRECV))
                .toList());
    }

    /** The same with nothing but G.711 and key presses; other streams stay as refused ones. */
    public SessionDescription plainAudio() {
        return eachStream(MediaDescription::plain);
    }

    /**
     * The same with at least as many m= lines as {@code former}, which the same phone has agreed to before: no later offer has
     * fewer (RFC 3264 section 8).
     */
    public SessionDescription withStreamsOf(SessionDescription former) {
        return new SessionDescription(
                session,
                Stream.concat(
                                media.stream(),
                                former.media.stream().skip(media.size()).map(MediaDescription::refused))
                        .toList());
    }

    /**
     * This answer in the form that {@code offer} can take: as many m= lines, and no direction that the offer has not allowed
     * (RFC 3264 6.1).
     */
    public SessionDescription asAnswerTo(SessionDescription offer) {
        List<MediaDescription> streams = new ArrayList<>();
        for (int i = 0; i < offer.media.size(); i++) {
            MediaDescription offered = offer.media.get(i);
            if (i >= media.size() || offered.isRefused()) {
                streams.add(offered.refused());
            } else {
                MediaDescription own = media.get(i);
                streams.add(own.isRefused() ? own : own.towards(directionOf(own).within(offer.directionOf(offered))));
            }
        }
        return withMedia(streams);
    }

    /**
     * Answers {@code offer} with the session as it is: this is what was sent last, and where it has a stream the offered codecs
     * that are also in it are taken.
     */
    public SessionDescription answering(SessionDescription offer) {
        List<MediaDescription> streams = new ArrayList<>();
        for (int i = 0; i < offer.media.size(); i++) {
            MediaDescription offered = offer.media.get(i);
            streams.add(i < media.size() ? taken(media.get(i), offered, offer) : offered.refused());
        }
        return withMedia(streams);
    }

    private MediaDescription taken(MediaDescription own, MediaDescription offered, SessionDescription offer) {
        MediaDescription taken = own.taking(offered);
        return taken.isRefused() ? taken : taken.towards(directionOf(own).within(offer.directionOf(offered)));
    }

    /** As it is sent: with {@code origin} as its o= line. */
    String text(String origin) {
        return lines().map(line -> line.startsWith("o=") ? origin : line)
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** All its lines. */
    Stream<String> lines() {
        return Stream.concat(session.stream(), media.stream().flatMap(MediaDescription::lines));
    }

    /** The lines before the first m=. */
    List<String> session() {
        return session;
    }

    /** The same session with other media, each of which says its direction itself. */
    SessionDescription withMedia(List<MediaDescription> streams) {
        return new SessionDescription(
                session.stream().filter(not(Direction::isIn)).toList(), streams);
    }

    SessionDescription eachStream(UnaryOperator<MediaDescription> change) {
        return new SessionDescription(session, media.stream().map(change).toList());
    }

    /** Says nothing of its contents, which name people. */
    @Override
    public String toString() {
        return "SDP of " + media.size() + " streams";
    }
}
