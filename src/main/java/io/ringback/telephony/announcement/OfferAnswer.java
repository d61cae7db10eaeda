package io.ringback.telephony.announcement;

import io.ringback.protocol.sdp.ConnectionAddress;
import io.ringback.protocol.sdp.DescriptionWriter;
import io.ringback.protocol.sdp.DescriptionWriter.Format;
import io.ringback.protocol.sdp.Direction;
import io.ringback.protocol.sdp.MediaDescription;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.protocol.sdp.UnreadableDescriptionException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our side of offer and answer (RFC 3264) in one call: one audio stream of G.711, everything else declined. */
final class OfferAnswer {

    /** Our number for key presses, which nearly everybody uses. */
    private static final int EVENTS = 101;

    private final ConnectionAddress own;
    private final int port;
    private final long session;
    private long version;

    /**
     * @param media the address the media is bound to
     * @param host the address that the other side is told
     * @param port of RTP
     * @param session identifies the session in {@code o=}; says nothing about anybody
     */
    OfferAnswer(InetAddress media, String host, int port, long session) {
        this.own = new ConnectionAddress(media instanceof Inet6Address ? "IP6" : "IP4", host);
        this.port = port;
        this.session = session;
        this.version = session;
    }

    /**
     * An answer.
     *
     * @param sdp to be sent
     * @param target what was agreed; empty if the stream is switched off (port 0)
     */
    record Answer(String sdp, Optional<MediaTarget> target) {}

    /**
     * Answers an offer.
     *
     * @throws RefusedException with 488 if nothing in it can be used, 400 if it cannot be read
     */
    Answer answer(String offered) throws RefusedException {
        SessionDescription offer = read(offered);
        Optional<MediaDescription> chosen = offer.plainSpeech();
        boolean switchedOff =
                chosen.isEmpty() && offer.media().stream().anyMatch(stream -> stream.isAudio() && stream.isRefused());
        if (chosen.isEmpty() && !switchedOff) {
            throw new RefusedException(488, "No audio in PCMA or PCMU is offered over RTP/AVP");
        }
        Optional<MediaTarget> agreed = chosen.isPresent() ? Optional.of(target(offer, chosen.get())) : Optional.empty();
        DescriptionWriter answer = begin(offer.times());
        for (MediaDescription stream : offer.media()) {
            if (agreed.isPresent() && stream == chosen.get()) {
                answer.audio(port, stream.protocol(), taken(agreed.get()))
                        .packetsOf(Codec.FRAME_MILLIS)
                        .towards(Direction.SENDRECV.within(offer.directionOf(stream)));
            } else {
                answer.refused(stream);
            }
        }
        return new Answer(answer.text(), agreed);
    }

    /** The numbers are the other side's (RFC 3264 section 6.1). */
    private static List<Format> taken(MediaTarget agreed) {
        List<Format> formats = new ArrayList<>();
        formats.add(agreed.codec().as(agreed.payloadType()));
        agreed.events().forEach(number -> formats.add(Format.keys(number)));
        return formats;
    }

    /** Our offer: all that we can do. */
    String offer() {
        List<Format> formats = new ArrayList<>();
        for (Codec codec : Codec.values()) {
            formats.add(codec.as(codec.payloadType()));
        }
        formats.add(Format.keys(EVENTS));
        return begin(List.of())
                .audio(port, "RTP/AVP", formats)
                .packetsOf(Codec.FRAME_MILLIS)
                .towards(Direction.SENDRECV)
                .text();
    }

    /**
     * What an answer to our offer agreed to.
     *
     * @throws RefusedException with 488 if it is nothing
     */
    MediaTarget agreed(String answered) throws RefusedException {
        SessionDescription answer = read(answered);
        Optional<MediaDescription> chosen = answer.plainSpeech();
        if (chosen.isEmpty() || chosen.get() != answer.media().get(0)) {
            throw new RefusedException(488, "Our offer of PCMA or PCMU was not taken");
        }
        MediaTarget target = target(answer, chosen.get());
        // It should use our number (RFC 3264 section 5.1), and some use the one they answered.
        return target.events().isEmpty()
                ? target
                : target.withEvents(Stream.concat(target.events().stream(), Stream.of(EVENTS))
                        .collect(Collectors.toSet()));
    }

    private static SessionDescription read(String text) throws RefusedException {
        try {
            return SessionDescription.of(text);
        } catch (UnreadableDescriptionException e) {
            throw new RefusedException(e.isTooLong() ? 413 : 400, e.getMessage());
        }
    }

    private DescriptionWriter begin(List<String> times) {
        return new DescriptionWriter(session, version++, own, times);
    }

    private MediaTarget target(SessionDescription description, MediaDescription stream) throws RefusedException {
        InetAddress address = address(description
                .connectionOf(stream)
                .orElseThrow(() -> new RefusedException(400, "The session description says no address (c=)")));
        // The other side chose by its order.
        int payloadType = stream.payloadTypes().stream()
                .filter(number -> codec(stream, number).isPresent())
                .findFirst()
                .orElseThrow();
        // 0.0.0.0 is how RFC 2543 put a call on hold (RFC 3264 8.4).
        boolean listening =
                !address.isAnyLocalAddress() && description.directionOf(stream).receives();
        return new MediaTarget(
                new InetSocketAddress(address, stream.port()),
                new InetSocketAddress(address, stream.rtcpPort()),
                codec(stream, payloadType).orElseThrow(),
                payloadType,
                stream.telephoneEvents(Codec.RATE).stream().collect(Collectors.toSet()),
                listening);
    }

    private static Optional<Codec> codec(MediaDescription stream, int payloadType) {
        return stream.encoding(payloadType).flatMap(Codec::of);
    }

    /** An address that may be played to. Names are not looked up: that would let a caller make us ask anybody. */
    private InetAddress address(ConnectionAddress told) throws RefusedException {
        if (!told.isLiteral() || !told.family().equals(own.family())) {
            throw new RefusedException(488, "The address (c=) is no literal of the family that is used here");
        }
        try {
            InetAddress address = told.address();
            if (address.isMulticastAddress() || told.host().equals("255.255.255.255")) {
                throw new RefusedException(488, "Announcements are played to one listener");
            }
            return address;
        } catch (UnknownHostException notAnAddress) {
            throw new RefusedException(400, "The address (c=) cannot be read");
        }
    }
}
