package io.ringback.telephony.announcement;

import io.ringback.protocol.sip.SipSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The announcement server's settings; docs/announcements.md has them for operators.
 *
 * @param server SIP URI of a foreign announcement server; the built-in one stays off then
 * @param listen address and port of the built-in one, for SIP over UDP and TCP
 * @param peers addresses and networks that may call it
 * @param mediaAddress the address RTP is sent from; that of Ringback's trunk if not given, or else of {@code listen}
 * @param advertised the host that listeners are told in SDP and SIP, if it is not the bound one
 * @param mediaPorts the first and the last UDP port of RTP and RTCP
 * @param mediaHosts addresses and networks that are played to before they have sent anything, such as a trunk's media hosts
 * @param simultaneous the most announcements at a time
 * @param longest after how long an announcement ends, whatever it was asked for
 * @param recordings a directory with the operator's own prompts
 * @param language of the prompts where there are none in the language asked for
 */
@ConfigurationProperties("ringback.announcement")
record AnnouncementProperties(
        @DefaultValue("") String server,
        @DefaultValue("") String listen,
        @DefaultValue({"127.0.0.0/8", "::1"}) List<String> peers,
        @DefaultValue("") String mediaAddress,
        @DefaultValue("") String advertised,
        @DefaultValue("20000-20999") String mediaPorts,
        @DefaultValue List<String> mediaHosts,
        @DefaultValue("200") int simultaneous,
        @DefaultValue("5m") Duration longest,
        @DefaultValue("") String recordings,
        @DefaultValue("en") String language) {

    private static final String DEFAULT_LISTEN = "127.0.0.1:5080";
    private static final String DEFAULT_LISTEN_IPV6 = "[::1]:5080";
    private static final String USER = "annc";

    /** All announcements are asked for by one peer, our own trunk or another's. */
    private static final int REQUESTS_PER_SECOND = 2_000;

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+):(\\d{1,5})");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    AnnouncementProperties {
        listen = listen.isBlank() ? DEFAULT_LISTEN : listen;
        listening(listen);
        if (portRange(mediaPorts)[1] - portRange(mediaPorts)[0] < 1) {
            throw new IllegalArgumentException(
                    "ringback.announcement.media-ports is " + mediaPorts + "; write it as 20000-20999");
        }
        hosts(mediaHosts);
        if (simultaneous < 1) {
            throw new IllegalArgumentException(
                    "ringback.announcement.simultaneous is " + simultaneous + "; it must be 1 or more");
        }
        if (!recordings.isBlank() && !Files.isDirectory(Path.of(recordings))) {
            throw new IllegalArgumentException(
                    "ringback.announcement.recordings is " + recordings + ", which is no folder");
        }
    }

    /**
     * The same for a trunk that listens on {@code address}: RTP is sent from there, unless another is given, and the trunk, which
     * speaks IPv6 alone if that is its address, can call it.
     */
    AnnouncementProperties reachedAt(String address) {
        return new AnnouncementProperties(
                server,
                listen.equals(DEFAULT_LISTEN) && address.contains(":") ? DEFAULT_LISTEN_IPV6 : listen,
                peers,
                given(mediaAddress).orElse(address),
                advertised,
                mediaPorts,
                mediaHosts,
                simultaneous,
                longest,
                recordings,
                language);
    }

    Optional<String> foreign() {
        return given(server);
    }

    Optional<Path> ownRecordings() {
        return given(recordings).map(Path::of);
    }

    /** Where call control, on the same machine, finds the built-in server. */
    String uri() {
        SipSettings.Listen at = listening(listen);
        return "sip:" + USER + "@" + (at.host().contains(":") ? "[" + at.host() + "]" : at.host()) + ":" + at.port();
    }

    SipSettings sip() {
        SipSettings.Listen udp = listening(listen);
        SipSettings plain = SipSettings.of(USER, udp, new SipSettings.Listen("TCP", udp.host(), udp.port()));
        return new SipSettings(
                plain.name(),
                plain.listen(),
                given(advertised),
                plain.user(),
                plain.outboundProxy(),
                plain.account(),
                plain.registration(),
                peers,
                REQUESTS_PER_SECOND,
                plain.users(),
                plain.realm(),
                plain.watch(),
                plain.watchEvery(),
                plain.tls(),
                plain.t1());
    }

    RtpPorts rtpPorts() {
        int[] range = portRange(mediaPorts);
        return new RtpPorts(media(), range[0], range[1]);
    }

    MediaHosts hosts() {
        return hosts(mediaHosts);
    }

    private static MediaHosts hosts(List<String> written) {
        try {
            return MediaHosts.of(written);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ringback.announcement.media-hosts is " + String.join(",", written) + ". " + e.getMessage(), e);
        }
    }

    /** The host of our SDP. */
    String host() {
        if (given(advertised).isEmpty() && media().isAnyLocalAddress()) {
            throw new IllegalArgumentException("Nobody can reach " + media().getHostAddress()
                    + ": set ringback.announcement.media-address or ringback.announcement.advertised to an address of this"
                    + " machine that phones can reach");
        }
        return given(advertised).orElse(media().getHostAddress());
    }

    private InetAddress media() {
        String address = given(mediaAddress).orElse(listening(listen).host());
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "ringback.announcement.media-address is " + address + ", which is no address of this machine", e);
        }
    }

    private static SipSettings.Listen listening(String listen) {
        Matcher parts = HOST_AND_PORT.matcher(listen);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "ringback.announcement.listen is " + listen + "; write it as 192.0.2.1:5080");
        }
        String host = parts.group(1).replaceAll("[\\[\\]]", "");
        return new SipSettings.Listen("UDP", host, Integer.parseInt(parts.group(2)));
    }

    private static int[] portRange(String ports) {
        Matcher range = PORTS.matcher(ports);
        if (!range.matches() || Integer.parseInt(range.group(2)) > HIGHEST_PORT) {
            return new int[] {0, 0};
        }
        return new int[] {Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))};
    }

    /** Set to nothing, as environments do, is not set. */
    private static Optional<String> given(String value) {
        return Optional.of(value).filter(text -> !text.isBlank());
    }
}
