package io.ringback.protocol.sdp;

import io.ringback.protocol.sdp.DescriptionWriter.Format;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The "black hole" of RFC 3725 section 4.2: a port that nobody reads. It lets a phone be rung like by any other call before
 * there is anyone to talk to, and takes what is not to be passed on.
 *
 * @param address of this machine, as phones are told it
 * @param port of UDP
 */
public record BlackHoleDescription(String address, int port) {

    private static final Pattern CRYPTO = Pattern.compile("(a=crypto:\\d+ AES_CM_128_HMAC_SHA1_(?:80|32)) .*");
    private static final Pattern RTCP = Pattern.compile("a=rtcp(:.*|-mux.*)");

    /** As an offer: plain audio both ways. */
    public SessionDescription offer() {
        String text = new DescriptionWriter(0, 0, ConnectionAddress.of(address), List.of())
                .audio(
                        port,
                        "RTP/AVP",
                        List.of(new Format(8, "PCMA/8000"), new Format(0, "PCMU/8000"), Format.keys(101)))
                .towards(Direction.SENDRECV)
                .text();
        return SessionDescription.parse(text).orElseThrow();
    }

    /**
     * Answers {@code offer}, which a phone made because our INVITE had none: its first audio stream is taken with all its
     * codecs, since nobody decodes them.
     */
    public SessionDescription answerTo(SessionDescription offer) {
        List<MediaDescription> streams = new ArrayList<>();
        boolean taken = false;
        for (MediaDescription offered : offer.media()) {
            boolean take = !taken && offered.carriesSpeech();
            streams.add(take ? hole(offered, offer) : offered.refused());
            taken |= take;
        }
        return offer().withMedia(streams);
    }

    /** Phones that insist on encryption are given keys that nobody keeps. */
    private MediaDescription hole(MediaDescription offered, SessionDescription offer) {
        List<String> said =
                Stream.concat(offer.session().stream(), offered.lines()).toList();
        List<String> lines = new ArrayList<>(offered.formatLines().toList());
        said.stream()
                .map(BlackHoleDescription::keyLike)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(lines::add);
        if (said.stream().anyMatch(line -> line.startsWith("a=fingerprint:"))) {
            lines.add("a=fingerprint:sha-256 "
                    + HexFormat.ofDelimiter(":").withUpperCase().formatHex(Randomness.bytes(32)));
            lines.add("a=setup:passive");
            lines.add("a=ice-ufrag:" + Randomness.word(3));
            lines.add("a=ice-pwd:" + Randomness.word(12));
            lines.add("a=rtcp-mux");
        }
        lines.add(Direction.SENDRECV.within(offer.directionOf(offered)).line());
        return offered.at(port).withLines(lines.stream());
    }

    /** RFC 4568: the tag and suite are the offer's, the key our own. */
    private static Optional<String> keyLike(String line) {
        Matcher offered = CRYPTO.matcher(line);
        return offered.matches()
                ? Optional.of(
                        offered.group(1) + " inline:" + Base64.getEncoder().encodeToString(Randomness.bytes(30)))
                : Optional.empty();
    }

    /**
     * What a phone described, with the reports on the media (RTCP) coming here (RFC 3605): a phone puts its own name into each
     * of them (CNAME, RFC 3550 6.5.1), often its number, so they must not go to the other phone. Browsers, which take no media
     * without ICE and reports on one port, write random names (RFC 8834 4.9), and theirs stay.
     */
    public SessionDescription takingReportsOn(SessionDescription phone) {
        String reports = "a=rtcp:" + port + " " + ConnectionAddress.of(address).value();
        boolean browser = phone.session().stream().anyMatch(BlackHoleDescription::isIce);
        return phone.eachStream(
                stream -> browser || stream.isRefused() || stream.lines().anyMatch(BlackHoleDescription::isIce)
                        ? stream
                        : stream.withLines(Stream.concat(
                                stream.lines().skip(1).filter(line -> !RTCP.matcher(line)
                                        .matches()),
                                Stream.of(reports))));
    }

    private static boolean isIce(String line) {
        return line.startsWith("a=ice-ufrag:");
    }
}
