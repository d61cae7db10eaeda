package io.ringback.telephony.callcontrol;

import io.ringback.peers.Sipp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a phone is to hear and say, step by step, as a scenario for SIPp. It fails if it hears anything else. */
final class Scenario {

    private static final String SESSION = """
            v=0
            o=anna 1 1 IN IP4 127.0.0.1
            s=anna
            c=IN IP4 127.0.0.1
            t=0 0
            """;

    /** Speech as every phone has it. */
    static final String SPEECH = SESSION + "m=audio [media_port] RTP/AVP 8\na=rtpmap:8 PCMA/8000\n";

    /** An answer that leaves nothing to be heard. */
    static final String DEAD = SESSION + "m=audio 0 RTP/AVP 8\n";

    /** Another such. */
    static final String KEYS_ONLY = SESSION + "m=audio [media_port] RTP/AVP 101\na=rtpmap:101 telephone-event/8000\n";

    private static final String NAMES = "<!-- names -->";

    private final StringBuilder steps = new StringBuilder();
    private boolean inDialog;
    private boolean asks;
    private int sequence = 70;

    /** Is rung, or asked for another session. */
    Scenario invited() {
        return hears("INVITE");
    }

    Scenario acknowledged() {
        inDialog = true;
        return hears("ACK");
    }

    /** Its rings stop. */
    Scenario cancelled() {
        return hears("CANCEL").responds("200 OK", "[last_CSeq:]", "");
    }

    /** Is shown a text. */
    Scenario told() {
        return hears("MESSAGE").responds("200 OK", "[last_CSeq:]", "");
    }

    Scenario hungUp() {
        return hears("BYE").responds("200 OK", "[last_CSeq:]", "");
    }

    Scenario rings() {
        return responds("180 Ringing", "[last_CSeq:]", "");
    }

    Scenario answers(String sdp) {
        return responds("200 OK", "[last_CSeq:]", sdp);
    }

    /** Answers the INVITE although it has just heard a CANCEL. */
    Scenario answersAllTheSame(String sdp) {
        return responds("200 OK", "CSeq: [last_cseq_number] INVITE", sdp);
    }

    Scenario refuses(int status) {
        boolean before = inDialog;
        responds(status + " No", "[last_CSeq:]", "").acknowledged();
        inDialog = before;
        return this;
    }

    /** A 487 to the INVITE that was cancelled. */
    Scenario givesUp() {
        return responds("487 Request Terminated", "CSeq: [last_cseq_number] INVITE", "")
                .acknowledged();
    }

    Scenario hangsUp() {
        return asks("BYE", "");
    }

    /** Sends a key by INFO. */
    Scenario presses(char key) {
        return asks("INFO", "Signal=" + key + "\nDuration=160\n");
    }

    private Scenario asks(String request, String body) {
        asks = true;
        steps.append("""
                <send retrans="500"><![CDATA[
                  %1$s [next_url] SIP/2.0
                  Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
                  Max-Forwards: 70
                  From:[$own]
                  To:[$peer]
                  [last_Call-ID:]
                  CSeq: %2$d %1$s
                  Content-Type: application/dtmf-relay
                  Content-Length: [len]

                %3$s]]></send>
                <recv response="200"/>
                """.formatted(request, ++sequence, body));
        return this;
    }

    /** Is sent an INFO, and does not take it. */
    Scenario refusesInfo(int status) {
        return hears("INFO").responds(status + " No", "[last_CSeq:]", "");
    }

    Scenario waits(int milliseconds) {
        steps.append("<pause milliseconds=\"").append(milliseconds).append("\"/>\n");
        return this;
    }

    private Scenario hears(String request) {
        steps.append("<recv request=\"%s\" rrs=\"%s\">%s</recv>\n"
                .formatted(request, request.equals("INVITE"), request.equals("ACK") ? NAMES : ""));
        return this;
    }

    private Scenario responds(String status, String sequence, String sdp) {
        String body = sdp.isEmpty() ? "Content-Length: 0\n" : "Content-Type: application/sdp\nContent-Length: [len]\n";
        steps.append("<send><![CDATA[\nSIP/2.0 ")
                .append(status)
                .append("\n[last_Via:]\n[last_Record-Route:]\n[last_From:]\n[last_To:]")
                .append(inDialog ? "" : ";tag=[pid]s[call_number]")
                .append("\n[last_Call-ID:]\n")
                .append(sequence)
                .append("\nContact: <sip:[local_ip]:[local_port];transport=[transport]>\n")
                .append(body)
                .append('\n')
                .append(sdp)
                .append("\n]]></send>\n");
        return this;
    }

    /** The phone that follows it, once. */
    Sipp.Run once() {
        String names = """
                <action>
                  <ereg regexp=".*" search_in="hdr" header="From:" assign_to="peer"/>
                  <ereg regexp=".*" search_in="hdr" header="To:" assign_to="own"/>
                </action>""";
        String scenario = """
                <?xml version="1.0" encoding="UTF-8"?>
                <scenario name="scenario">
                %s<timewait milliseconds="500"/>
                </scenario>
                """.formatted(steps.toString().replace(NAMES, asks ? names : ""));
        try {
            Path file = Files.createTempFile("scenario-", ".xml");
            file.toFile().deleteOnExit();
            Files.writeString(file, scenario);
            // An INVITE that SIPp is slow to answer is repeated, and so is what acknowledges its repeated answer.
            return Sipp.scenario(file).calls(1).with("-default_behaviors", "all,-abortunexp");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
