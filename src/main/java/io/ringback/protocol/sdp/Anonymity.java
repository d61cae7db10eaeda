package io.ringback.protocol.sdp;

import io.ringback.protocol.sdp.KnownAttributes.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a description anew from what is understood of it, so that nothing in it says whose phone it came from (claim 17, RFC
 * 3323 section 4): nothing is copied. Where media flows (c=, m=) stays, since it flows between the phones; the origin (o=) is
 * written by {@link Origin}. Words that browsers choose by chance, and keys, are the same at both ends and stay too, if they
 * have the form and do not name the owner.
 *
 * @param names is true of a word by chance, or a key, that names the owner of the phone
 */
public record Anonymity(Predicate<String> names) {

    private static final String BUNDLE = "BUNDLE ";

    /** The same session, of nobody. Streams that need what is not understood are refused. */
    public SessionDescription of(SessionDescription description) {
        KnownAttributes known = new KnownAttributes(names);
        SessionDescription session = new SessionDescription(session(description, known), List.of());
        List<MediaDescription> streams = description.media().stream()
                .map(stream ->
                        RebuiltStream.of(stream, new SessionDescription(session.session(), description.media()), known))
                .toList();
        return new SessionDescription(
                Stream.concat(session.session().stream(), bundle(description, streams).stream())
                        .toList(),
                streams);
    }

    private static List<String> session(SessionDescription description, KnownAttributes known) {
        // The origin stands for the one that is written when it is sent.
        List<String> lines = new ArrayList<>(List.of("v=0", "o=-", "s=-"));
        description.connection().filter(ConnectionAddress::isWellFormed).ifPresent(at -> lines.add("c=" + at.value()));
        description.session().stream()
                .map(RebuiltStream::bandwidth)
                .flatMap(Optional::stream)
                .forEach(lines::add);
        lines.add("t=0 0");
        boolean dtls = description.media().stream().anyMatch(RebuiltStream::hasOwnKeys);
        description.session().stream()
                .map(Attribute::of)
                .flatMap(Optional::stream)
                .filter(attribute -> known.isOfSession(attribute, dtls))
                .map(Attribute::line)
                .distinct()
                .forEach(lines::add);
        return lines;
    }

    /** Streams that go by one port (RFC 9143), as far as they are named without saying anything. */
    private static Optional<String> bundle(SessionDescription description, List<MediaDescription> streams) {
        Set<String> mids = streams.stream()
                .filter(stream -> !stream.isRefused())
                .flatMap(MediaDescription::lines)
                .filter(line -> line.startsWith("a=mid:"))
                .map(line -> line.substring("a=mid:".length()))
                .collect(Collectors.toSet());
        return description.session().stream()
                .map(Attribute::of)
                .flatMap(Optional::stream)
                .filter(attribute ->
                        attribute.name().equals("group") && attribute.value().startsWith(BUNDLE))
                .map(attribute -> Arrays.stream(
                                attribute.value().substring(BUNDLE.length()).split(" "))
                        .filter(mids::contains)
                        .distinct()
                        .collect(Collectors.joining(" ")))
                .filter(bundled -> !bundled.isEmpty())
                .findFirst()
                .map(bundled -> "a=group:" + BUNDLE + bundled);
    }
}
