package io.ringback.telephony.diversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.HandmadePhone;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Rtpengine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The switch of {@code deploy/kamailio} with a media relay: in whichever message a phone says where it is, no other phone hears it. */
@BesideOthers
class SwitchWithRelayTest {

    private static final String RELAY = "127.0.0.20";
    private static final String ANNAS_HOST = "127.0.0.7";
    private static final String BOBS_HOST = "127.0.0.8";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Peers peers = new Peers();

    private Kamailio kamailio;
    private HandmadePhone anna;
    private HandmadePhone bob;

    private void aSwitchWithTwoPhones(String relay) throws UnknownHostException {
        kamailio = peers.with(KamailioTest.start(Ports.free(), Map.of("WITH_RTPENGINE", "1", "RTPENGINE", relay)));
        anna = phone("anna", ANNAS_HOST);
        bob = phone("bob", BOBS_HOST);
    }

    private HandmadePhone phone(String user, String host) throws UnknownHostException {
        HandmadePhone phone = peers.with(new HandmadePhone(kamailio, InetAddress.getByName(host)));
        assertThat(phone.send(
                        user, HandmadePhone.register(kamailio, user, "sip:" + user + "@" + host + ":" + phone.port())))
                .startsWith("SIP/2.0 200");
        phone.forget();
        return phone;
    }

    @Test
    void whereAPhoneIsStaysUnknownInEveryMessageOfACall() throws UnknownHostException {
        aSwitchWithTwoPhones(peers.with(Rtpengine.on(RELAY)).control());
        String id = UUID.randomUUID().toString();

        // No offer: Bob offers in a reliable provisional response, and Anna answers in PRACK (RFC 3262 5).
        anna.say(request(id, "INVITE", "anna", "bob", 1, "", ""));
        anna.say(anna.withCredentials(request(id, "INVITE", "anna", "bob", 1, "", ""), "anna", anna.finalResponse(1)));
        String invite = heard(bob, "INVITE ");
        bob.say(response(invite, "183 Progress", "Require: 100rel\nRSeq: 1\n", sdp(BOBS_HOST)));
        String progress = heard(anna, "SIP/2.0 183");
        anna.say(within(progress, "PRACK", 3, "RAck: 1 2 INVITE\n", sdp(ANNAS_HOST)));
        bob.say(response(heard(bob, "PRACK "), "200 OK", "", ""));
        anna.finalResponse(3);
        bob.say(response(invite, "200 OK", "", ""));
        anna.finalResponse(2);
        anna.say(within(progress, "ACK", 2, "", ""));
        heard(bob, "ACK ");
        // An offer, and its answer.
        anna.say(within(progress, "UPDATE", 4, "", sdp(ANNAS_HOST)));
        bob.say(response(heard(bob, "UPDATE "), "200 OK", "", sdp(BOBS_HOST)));
        assertThat(anna.finalResponse(4)).contains("c=IN IP4 " + RELAY);
        // An offer that is refused, with what could be had instead.
        anna.say(within(progress, "INVITE", 5, "", sdp(ANNAS_HOST)));
        bob.say(response(heard(bob, "(?s)INVITE .*CSeq: 5 .*"), "488 No", "", sdp(BOBS_HOST)));
        assertThat(anna.finalResponse(5)).startsWith("SIP/2.0 488");
        // No offer, and the answer in ACK.
        anna.say(within(progress, "INVITE", 6, "", ""));
        bob.say(response(heard(bob, "(?s)INVITE .*CSeq: 6 .*"), "200 OK", "", sdp(BOBS_HOST)));
        assertThat(anna.finalResponse(6)).contains("c=IN IP4 " + RELAY);
        anna.say(within(progress, "ACK", 6, "", sdp(ANNAS_HOST)));
        assertThat(heard(bob, "(?s)ACK .*CSeq: 6 .*")).contains("c=IN IP4 " + RELAY);

        assertThat(heard(bob, "PRACK ")).contains("c=IN IP4 " + RELAY);
        assertThat(heard(bob, "UPDATE ")).contains("c=IN IP4 " + RELAY);
        assertThat(progress).contains("c=IN IP4 " + RELAY);
        assertThat(String.join("", bob.heard())).doesNotContain("IN IP4 " + ANNAS_HOST);
        assertThat(String.join("", anna.heard())).doesNotContain("IN IP4 " + BOBS_HOST);
    }

    @Test
    void withoutItsRelayTheSwitchRefusesCallsAndTellsNobodyWhereAPhoneIs() throws UnknownHostException {
        aSwitchWithTwoPhones("\"udp:127.0.0.1:" + Ports.free() + "\"");

        String refusal = anna.send(
                "anna",
                HandmadePhone.invite(kamailio, "bob", kamailio.uri("anna"), "")
                        .replace("c=IN IP4 127.0.0.1", "c=IN IP4 " + ANNAS_HOST));

        assertThat(refusal).startsWith("SIP/2.0 503");
        assertThat(bob.heard()).noneMatch(message -> message.startsWith("INVITE"));
    }

    private static String heard(HandmadePhone phone, String start) {
        Pattern wanted = Pattern.compile(start);
        return await().atMost(PATIENCE)
                .until(
                        () -> phone.heard().stream()
                                .filter(message -> wanted.matcher(message).lookingAt())
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static String sdp(String host) {
        return "v=0\no=- 1 1 IN IP4 %1$s\ns=-\nc=IN IP4 %1$s\nt=0 0\nm=audio 4900 RTP/AVP 8\na=rtcp:4901 IN IP4 %1$s\n"
                .formatted(host);
    }

    private String request(String id, String method, String from, String to, int cseq, String headers, String body) {
        return """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP %3$s;branch=z9hG4bK%4$s-%5$d;rport
                Max-Forwards: 70
                From: <%6$s>;tag=1
                To: <%2$s>
                Call-ID: %4$s
                CSeq: %5$d %1$s
                Contact: <sip:%7$s@%3$s:%8$d>
                """.formatted(method, kamailio.uri(to), ANNAS_HOST, id, cseq, kamailio.uri(from), from, anna.port())
                + headers
                + tail(body);
    }

    /** A request of Anna's in the dialog that a response belongs to. */
    private String within(String response, String method, int cseq, String headers, String body) {
        return "%s %s SIP/2.0\n".formatted(method, value(response, "Contact").replaceAll("^.*<|>.*$", ""))
                + "Via: SIP/2.0/UDP %s;branch=z9hG4bK%s-%s%d;rport\nMax-Forwards: 70\n"
                        .formatted(ANNAS_HOST, value(response, "Call-ID"), method, cseq)
                + "Route: " + value(response, "Record-Route") + "\nFrom: " + value(response, "From") + "\nTo: "
                + value(response, "To") + "\nCall-ID: " + value(response, "Call-ID") + "\nCSeq: " + cseq + " " + method
                + "\nContact: <sip:anna@" + ANNAS_HOST + ":" + anna.port() + ">\n" + headers + tail(body);
    }

    private String response(String request, String status, String headers, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\n");
        for (String line : request.split("\r\n\r\n", 2)[0].split("\r\n")) {
            if (List.of("Via", "Record-Route", "From", "Call-ID", "CSeq").contains(line.split(":", 2)[0])) {
                text.append(line).append('\n');
            } else if (line.startsWith("To:")) {
                text.append(line.contains(";tag=") ? line : line + ";tag=2").append('\n');
            }
        }
        return text + "Contact: <sip:bob@" + BOBS_HOST + ":" + bob.port() + ">\n" + headers + tail(body);
    }

    private static String tail(String body) {
        return (body.isEmpty() ? "" : "Content-Type: application/sdp\n") + "Content-Length: "
                + body.replace("\n", "\r\n").length() + "\n\n" + body;
    }

    private static String value(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
