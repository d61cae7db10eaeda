package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.SipRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call that the test's caller has made and that waits for an answer. What is sent to it is written down, one line each. */
final class PlayedCall implements IncomingCall {

    private static final Pattern STREAM = Pattern.compile("(?m)^m=(\\w+) (\\d+)");

    final List<String> sent = new CopyOnWriteArrayList<>();
    private final SipRequest invite;
    private Optional<LegListener> listener = Optional.empty();
    private Runnable cancelled = () -> {};
    private boolean settled;

    /** @param offer null if the INVITE has none */
    PlayedCall(String offer) {
        invite = new SipRequest(
                "INVITE",
                "sip:bob@switch.example",
                Map.of("Call-ID", List.of("annas-call")),
                Optional.ofNullable(offer),
                "192.0.2.7:5060/UDP");
    }

    // What the test has the caller do.

    void givesUp() {
        if (!settled) {
            settled = true;
            cancelled.run();
        }
    }

    void hangsUp() {
        listener.orElseThrow().ended(true);
    }

    void acknowledges(String answer) {
        listener.orElseThrow().acknowledged(Optional.ofNullable(answer));
    }

    void presses(String contentType, String body) {
        listener.orElseThrow().info(contentType, body);
    }

    void wants(String offer) {
        listener.orElseThrow().offered(Optional.ofNullable(offer));
    }

    // What it hears.

    private void hear(String message, String sdp) {
        StringBuilder line = new StringBuilder(message);
        Matcher streams = STREAM.matcher(sdp);
        while (streams.find()) {
            line.append(' ').append(streams.group(1)).append(':').append(streams.group(2));
        }
        sent.add(line.toString());
    }

    @Override
    public SipRequest invite() {
        return invite;
    }

    @Override
    public void progress(int status, Optional<String> sdp) {
        if (!settled) {
            hear(Integer.toString(status), sdp.orElse(""));
        }
    }

    @Override
    public Leg accept(String sdp, LegListener hears) {
        listener = Optional.of(hears);
        if (settled) {
            hears.failed(487, Optional.empty());
        } else {
            hear("200", sdp);
        }
        settled = true;
        return new Answered();
    }

    @Override
    public void refuse(int status, Map<String, String> headers) {
        if (!settled) {
            settled = true;
            hear(Integer.toString(status), "");
        }
    }

    @Override
    public void onCancel(Runnable task) {
        cancelled = task;
    }

    private final class Answered implements Leg {

        private boolean over;

        @Override
        public String callId() {
            return "annas-call";
        }

        @Override
        public Optional<DialogIdentity> dialog() {
            return Optional.of(new DialogIdentity(
                    callId(), "sip:ours", "ours", "sip:theirs", "theirs", "sip:theirs", List.of(), 1));
        }

        @Override
        public void acknowledge(Optional<String> answer) {
            hear("ACK", answer.orElse(""));
        }

        @Override
        public void offer(Optional<String> offer) {
            hear("re-INVITE", offer.orElse(""));
        }

        @Override
        public void answer(String sdp) {
            hear("200", sdp);
        }

        @Override
        public void refuse(int status) {
            hear(Integer.toString(status), "");
        }

        @Override
        public void message(String text) {
            sent.add("MESSAGE " + text);
        }

        @Override
        public void info(String contentType, String body) {
            sent.add("INFO " + contentType);
        }

        @Override
        public void hangUp() {
            if (!over) {
                over = true;
                hear("BYE", "");
                listener.orElseThrow().ended(false);
            }
        }
    }
}
