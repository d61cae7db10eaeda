package io.ringback.telephony.announcement;

import io.ringback.telephony.announcement.SessionDescription.Media;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our side of offer and answer (RFC 3264) in one call: one audio stream of G.711, everything else declined. */
final class OfferAnswer {

    private static final Set<String> PROTOCOLS = Set.of("RTP/AVP", "RTP/AVPF");
    private static final Set<String> DIRECTIONS = Set.of("sendrecv", "sendonly", "recvonly", "inactive");
    private static final int HIGHEST_PAYLOAD_TYPE = 127;

    /** Our number for key presses, which nearly everybody uses. */
    private static final String EVENTS = "101";

    private final InetAddress media;
    private final String host;
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
        this.media = media;
        this.host = host;
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
        SessionDescription offer = SessionDescription.of(offered);
        int chosen = usable(offer);
        boolean switchedOff = chosen < 0
                && offer.media().stream().anyMatch(line -> line.type().equals("audio") && line.port() == 0);
        if (chosen < 0 && !switchedOff) {
            throw new RefusedException(488, "No audio in PCMA or PCMU is offered over RTP/AVP");
        }
        Optional<MediaTarget> target = Optional.empty();
        StringBuilder sdp = begin(offer.times());
        for (int i = 0; i < offer.media().size(); i++) {
            Media line = offer.media().get(i);
            if (i == chosen) {
                MediaTarget agreed = target(offer, line);
                target = Optional.of(agreed);
                // The numbers are the other side's (RFC 3264 section 6.1).
                Optional<String> events = events(line);
                sdp.append("m=audio %d %s %d%s\r\n"
                        .formatted(
                                port,
                                line.protocol(),
                                agreed.payloadType(),
                                events.map(format -> " " + format).orElse("")));
                sdp.append("a=rtpmap:%d %s/8000\r\n".formatted(agreed.payloadType(), agreed.codec()));
                events.ifPresent(format -> sdp.append(describedEvents(format)));
                sdp.append("a=ptime:20\r\na=")
                        .append(mirrored(direction(offer, line)))
                        .append("\r\n");
            } else {
                sdp.append(
                        "m=%s 0 %s %s\r\n".formatted(line.type(), line.protocol(), String.join(" ", line.formats())));
            }
        }
        return new Answer(sdp.toString(), target);
    }

    /** Our offer: all that we can do. */
    String offer() {
        return begin(List.of("0 0"))
                .append("m=audio ")
                .append(port)
                .append(" RTP/AVP 8 0 " + EVENTS + "\r\n")
                .append("a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n")
                .append(describedEvents(EVENTS))
                .append("a=ptime:20\r\na=sendrecv\r\n")
                .toString();
    }

    /**
     * What an answer to our offer agreed to.
     *
     * @throws RefusedException with 488 if it is nothing
     */
    MediaTarget agreed(String answered) throws RefusedException {
        SessionDescription answer = SessionDescription.of(answered);
        int chosen = usable(answer);
        if (chosen != 0) {
            throw new RefusedException(488, "Our offer of PCMA or PCMU was not taken");
        }
        MediaTarget target = target(answer, answer.media().get(0));
        // It should use our number (RFC 3264 section 5.1), and some use the one they answered.
        return target.events().isEmpty()
                ? target
                : target.withEvents(Stream.concat(target.events().stream(), Stream.of(Integer.valueOf(EVENTS)))
                        .collect(Collectors.toSet()));
    }

    private static String describedEvents(String format) {
        return "a=rtpmap:" + format + " telephone-event/8000\r\na=fmtp:" + format + " 0-15\r\n";
    }

    private StringBuilder begin(List<String> times) {
        String family = media instanceof Inet6Address ? "IP6" : "IP4";
        StringBuilder sdp = new StringBuilder("v=0\r\n")
                .append("o=- %d %d IN %s %s\r\n".formatted(session, version++, family, host))
                .append("s=-\r\n")
                .append("c=IN %s %s\r\n".formatted(family, host));
        for (String time : times.isEmpty() ? List.of("0 0") : times) {
            sdp.append("t=").append(time).append("\r\n");
        }
        return sdp;
    }

    /** The first audio stream that we can play to; -1 if there is none. */
    private static int usable(SessionDescription description) {
        for (int i = 0; i < description.media().size(); i++) {
            Media line = description.media().get(i);
            if (line.type().equals("audio")
                    && line.port() > 0
                    && PROTOCOLS.contains(line.protocol())
                    && line.formats().stream()
                            .anyMatch(format -> codec(line, format).isPresent())) {
                return i;
            }
        }
        return -1;
    }

    private MediaTarget target(SessionDescription description, Media line) throws RefusedException {
        InetAddress address = address(line.connection()
                .or(description::connection)
                .orElseThrow(() -> new RefusedException(400, "The session description says no address (c=)")));
        int port = line.port();
        Optional<String> rtcp = line.attribute("rtcp").map(value -> value.split(" ")[0]);
        int rtcpPort = rtcp.filter(value -> value.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .filter(value -> value > 0 && value <= 65_535)
                .orElse(Math.min(port + 1, 65_535));
        // The other side chose by its order.
        String format = line.formats().stream()
                .filter(each -> codec(line, each).isPresent())
                .findFirst()
                .orElseThrow();
        String direction = direction(description, line);
        // 0.0.0.0 is how RFC 2543 put a call on hold (RFC 3264 8.4).
        boolean listening =
                !address.isAnyLocalAddress() && (direction.equals("sendrecv") || direction.equals("recvonly"));
        return new MediaTarget(
                new InetSocketAddress(address, port),
                new InetSocketAddress(address, rtcpPort),
                codec(line, format).orElseThrow(),
                Integer.parseInt(format),
                events(line).map(Integer::valueOf).stream().collect(Collectors.toSet()),
                listening);
    }

    private static Optional<Codec> codec(Media line, String format) {
        if (!format.matches("\\d{1,3}") || Integer.parseInt(format) > HIGHEST_PAYLOAD_TYPE) {
            return Optional.empty();
        }
        return encoding(line, format)
                .map(Codec::ofEncoding)
                .orElseGet(() -> Codec.ofPayloadType(Integer.parseInt(format)));
    }

    private static Optional<String> encoding(Media line, String format) {
        return line.attributes().stream()
                .filter(attribute -> attribute.startsWith("rtpmap:" + format + " "))
                .map(attribute -> attribute.substring(attribute.indexOf(' ')).strip())
                .findFirst();
    }

    /** The payload type of RFC 4733 events, at the rate of the sound. */
    private static Optional<String> events(Media line) {
        return line.formats().stream()
                .filter(format -> format.matches("\\d{1,3}") && Integer.parseInt(format) <= HIGHEST_PAYLOAD_TYPE)
                .filter(format -> encoding(line, format)
                        .filter(encoding -> encoding.toLowerCase(Locale.ROOT).equals("telephone-event/8000"))
                        .isPresent())
                .findFirst();
    }

    private static String direction(SessionDescription description, Media line) {
        return line.attributes().stream()
                .filter(DIRECTIONS::contains)
                .findFirst()
                .or(() -> description.attributes().stream()
                        .filter(DIRECTIONS::contains)
                        .findFirst())
                .orElse("sendrecv");
    }

    private static String mirrored(String direction) {
        return switch (direction) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> direction;
        };
    }

    /** An address that may be played to. Names are not looked up: that would let a caller make us ask anybody. */
    private InetAddress address(String connection) throws RefusedException {
        String[] parts = connection.split(" +");
        boolean four = parts.length == 3
                && parts[1].equals("IP4")
                && parts[2].matches("(\\d{1,3}\\.){3}\\d{1,3}")
                && media instanceof Inet4Address;
        boolean six = parts.length == 3
                && parts[1].equals("IP6")
                && parts[2].matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
                && media instanceof Inet6Address;
        if (!four && !six) {
            throw new RefusedException(488, "The address (c=) is no literal of the family that is used here");
        }
        try {
            InetAddress address = InetAddress.getByName(parts[2]);
            if (address.isMulticastAddress() || parts[2].equals("255.255.255.255")) {
                throw new RefusedException(488, "Announcements are played to one listener");
            }
            return address;
        } catch (UnknownHostException notAnAddress) {
            throw new RefusedException(400, "The address (c=) cannot be read");
        }
    }
}
