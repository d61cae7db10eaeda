package io.ringback.protocol.sip;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** Good requests whose headers are spoiled one at a time, in every way that comes to mind, and what they are answered. */
final class SpoiledRequests {

    private static final int PATIENCE_MILLIS = 5_000;

    private static final List<String> HEADERS = List.of(
            "Via: SIP/2.0/UDP HOST;rport;branch=z9hG4bKNUMBER",
            "Record-Route: <sip:127.0.0.1:5060;lr>",
            "Max-Forwards: 70",
            "From: \"Anna\" <sip:+46701741001@carrier.example;user=phone>;tag=fNUMBER",
            "To: <sip:+46701741002@carrier.example;user=phone>",
            "Call-ID: NUMBER@mutated",
            "CSeq: 1 METHOD",
            "Contact: <sip:anna@HOST;transport=udp>;expires=60",
            "P-Asserted-Identity: \"Anna\" <sip:+46701741001@carrier.example>, <tel:+46701741001>",
            "Remote-Party-ID: <sip:anna@carrier.example>;party=calling;privacy=off;screen=yes",
            "Privacy: none",
            "Diversion: <sip:+46701741002@carrier.example>;reason=user-busy;counter=1",
            "History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D486>;index=1",
            "Reason: Q.850;cause=17;text=\"User busy\"",
            "Referred-By: <sip:carol@example.com>",
            "Allow: INVITE, ACK, CANCEL, BYE, INFO",
            "Supported: timer, 100rel",
            "Require: timer",
            "Session-Expires: 1800;refresher=uac",
            "Min-SE: 90",
            "Accept: application/sdp",
            "Date: Sat, 13 Nov 2010 23:29:00 GMT",
            "Timestamp: 54.2",
            "User-Agent: mutated/1.0 (test)",
            "Expires: 120",
            "Subject: nothing",
            "Route: <sip:ringback@127.0.0.1;lr>",
            "Authorization: Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"sip:d\", response=\"e\"",
            "Content-Disposition: session;handling=required",
            "Content-Type: application/sdp",
            "Content-Length: 0");

    private static final List<String> SPOILERS = List.of(
            "\"",
            "<",
            ">",
            ";",
            ",",
            "=",
            ":",
            "@",
            "%",
            "\\",
            "[",
            "]",
            "?",
            "*",
            " ",
            "\t",
            "\0",
            "\u00e5",
            ";;",
            ",,",
            "=\"",
            "%0D%0A",
            "%zz",
            "\uFFFF",
            "99999999999",
            "-1",
            "sip:",
            "<>",
            "<sip:",
            ";tag=",
            "\r\n ");

    private final String method;
    private final RawPeer peer;
    private final int port;
    private final Random random;
    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long number;
    private String name = "";

    /** @param seed the same spoils the same way */
    SpoiledRequests(String method, RawPeer peer, int port, long seed) {
        this.method = method;
        this.peer = peer;
        this.port = port;
        this.random = new Random(seed);
    }

    /** How many were answered what. */
    Map<String, Integer> answers() {
        return answers;
    }

    /** Those that got no final answer, or more than one. */
    List<String> wrong() {
        return wrong;
    }

    /** Sends so many, one after another. */
    void send(int requests) {
        for (int i = 0; i < requests; i++) {
            String spoiled = spoiled();
            List<String> finals = finals(spoiled);
            if (finals.size() != 1) {
                wrong.add(finals.size() + " answers: " + spoiled);
            }
            finals.forEach(one -> answers.merge(Integer.toString(RawPeer.status(one)), 1, Integer::sum));
        }
    }

    private String spoiled() {
        number++;
        // Spread so far that no spoiled one is the next one's.
        name = "m" + Long.toHexString(number * 0x9E3779B97F4A7C15L);
        List<String> lines = new ArrayList<>();
        HEADERS.forEach(line -> lines.add(line.replace("NUMBER", name)
                .replace("METHOD", method)
                .replace("HOST", peer.host() + ":" + peer.port())));
        if (method.equals("SUBSCRIBE")) {
            lines.add("Event: presence");
        }
        int at = random.nextInt(lines.size());
        int colon = lines.get(at).indexOf(':') + 1;
        String value = lines.get(at).substring(colon);
        for (int times = random.nextInt(3); times >= 0; times--) {
            value = spoiled(value, random);
        }
        lines.set(at, lines.get(at).substring(0, colon) + value);
        return method + " sip:ringback@127.0.0.1:" + port + " SIP/2.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String spoiled(String value, Random random) {
        int at = random.nextInt(value.length() + 1);
        int end = Math.min(value.length(), at + 1 + random.nextInt(6));
        String spoiler = SPOILERS.get(random.nextInt(SPOILERS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> value.substring(0, at) + value.substring(end);
            case 1 -> value.substring(0, at);
            case 2 -> value.substring(0, at) + value.substring(at, end).repeat(2) + value.substring(end);
            case 3 -> value.substring(0, at) + (char) (33 + random.nextInt(94)) + value.substring(end);
            case 4 -> value.toUpperCase(Locale.ROOT);
            case 5 -> random.nextInt(10) == 0 ? "" : value + spoiler;
            default -> value.substring(0, at) + spoiler + value.substring(at);
        };
    }

    /**
     * All final answers that differ, the first of them acknowledged. What is asked next is answered after them. Answers to
     * earlier INVITEs, whose ACK was spoiled with them, are passed over.
     */
    private List<String> finals(String request) {
        peer.send(request);
        Set<String> finals = new LinkedHashSet<>();
        String first = next(this::isFinal);
        if (!first.isEmpty()) {
            finals.add(first);
            if (method.equals("INVITE")) {
                acknowledge(request, first);
            }
        }
        String last = peer.request("OPTIONS", "sip:ringback@127.0.0.1", "", "");
        String callId = RawPeer.header(last, "Call-ID").orElseThrow();
        peer.send(last);
        String further = next(answer -> isFinal(answer) || isOf(callId, answer));
        while (!further.isEmpty() && !isOf(callId, further)) {
            finals.add(further);
            further = next(answer -> isFinal(answer) || isOf(callId, answer));
        }
        return List.copyOf(finals);
    }

    private boolean isFinal(String answer) {
        return !answer.startsWith("SIP/2.0 1")
                && answer.toLowerCase(Locale.ROOT).contains(name);
    }

    private static boolean isOf(String callId, String answer) {
        return RawPeer.header(answer, "Call-ID").orElse("").equals(callId);
    }

    /** The next that is wanted; empty if none comes. */
    private String next(Predicate<String> wanted) {
        Optional<String> answer = peer.receive(PATIENCE_MILLIS);
        while (answer.filter(wanted.negate()).isPresent()) {
            answer = peer.receive(PATIENCE_MILLIS);
        }
        return answer.orElse("");
    }

    private void acknowledge(String invite, String answer) {
        String to = answer.lines()
                .filter(line -> line.startsWith("To:"))
                .findFirst()
                .orElse("To: <sip:x@y>");
        String head = invite.substring(0, invite.indexOf("\r\n\r\n"))
                .replaceFirst("^INVITE", "ACK")
                .replaceFirst("(?m)^(CSeq:.*)INVITE", "$1ACK")
                .replaceFirst("(?m)^To:.*$", Matcher.quoteReplacement(to));
        peer.send(head + "\r\n\r\n");
    }
}
