package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.SipRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A call that has come in, as a route gets it, and what holds it. */
public final class WaitingCall implements IncomingCall {

    /** What a phone offers that sends key presses as RFC 4733 has them. */
    public static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 192.0.2.7
            s=-
            c=IN IP4 192.0.2.7
            t=0 0
            m=audio 4000 RTP/AVP 8 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            """;

    private final SipRequest invite;
    private final CompletableFuture<Integer> refused = new CompletableFuture<>();
    private Runnable onCancel = () -> {};

    public WaitingCall(SipRequest invite) {
        this.invite = invite;
    }

    /** A call with this offer; none if it is empty. */
    static WaitingCall offering(String sdp, String... allow) {
        return new WaitingCall(new SipRequest(
                "INVITE",
                "sip:ringback@192.0.2.9",
                Map.of("Allow", List.of(allow)),
                Optional.of(sdp).filter(text -> !text.isEmpty()),
                "192.0.2.1:5060/UDP"));
    }

    /** A call that offers speech and keys. */
    public static WaitingCall offered() {
        return offering();
    }

    static WaitingCall offering() {
        return offering(OFFER);
    }

    /** What holds calls where a voice adapter is there, and the setting is as it comes. */
    public static HeldCalls holder() {
        return holder(Duration.ofSeconds(20));
    }

    static HeldCalls holder(Duration longest) {
        return new HeldCalls(OnTheSpotProperties.OnTheSpot.ANSWER, () -> true, longest);
    }

    /** With what it is refused. */
    CompletableFuture<Integer> refused() {
        return refused;
    }

    void cancel() {
        onCancel.run();
    }

    @Override
    public SipRequest invite() {
        return invite;
    }

    @Override
    public void progress(int status, Optional<String> sdp) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Leg accept(String sdp, LegListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void refuse(int status, Map<String, String> headers) {
        refused.complete(status);
    }

    @Override
    public void onCancel(Runnable cancelled) {
        onCancel = cancelled;
    }
}
