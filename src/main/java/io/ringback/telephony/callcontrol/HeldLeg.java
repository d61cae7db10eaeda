package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import java.time.Duration;
import java.util.Optional;

/**
 * A held call as a leg whose INVITE waits for its answer. With early media that answer is a 183, and hanging up is the refusal
 * the call would have had without us.
 */
final class HeldLeg implements Leg {

    private static final int SESSION_PROGRESS = 183;
    private static final int REQUEST_TERMINATED = 487;

    /** A proxy on the way gives a call up that says nothing for three minutes (RFC 3261 13.3.1.1). */
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private final HeldCall held;
    private final LegListener listener;
    private final Timers timers;
    private Optional<Leg> answered = Optional.empty();
    private Runnable repeatingOff = () -> {};
    private boolean over;

    HeldLeg(HeldCall held, LegListener listener, Timers timers) {
        this.held = held;
        this.listener = listener;
        this.timers = timers;
        held.call().onCancel(() -> {
            repeatNoMore();
            listener.failed(REQUEST_TERMINATED, Optional.empty());
        });
    }

    @Override
    public String callId() {
        return held.call().invite().first("Call-ID").orElse("");
    }

    @Override
    public Optional<DialogIdentity> dialog() {
        return answered.flatMap(Leg::dialog);
    }

    @Override
    public void answer(String sdp) {
        if (answered.isPresent()) {
            answered.get().answer(sdp);
        } else if (held.earlyMedia()) {
            progress(sdp);
        } else {
            answered = Optional.of(held.call().accept(sdp, listener));
        }
    }

    private synchronized void progress(String sdp) {
        if (!over) {
            held.call().progress(SESSION_PROGRESS, Optional.of(sdp));
            repeatingOff = timers.after(REPEATED, () -> progress(sdp));
        }
    }

    private synchronized void repeatNoMore() {
        over = true;
        repeatingOff.run();
    }

    @Override
    public void acknowledge(Optional<String> answer) {
        answered.ifPresent(leg -> leg.acknowledge(answer));
    }

    @Override
    public void offer(Optional<String> offer) {
        answered.ifPresent(leg -> leg.offer(offer));
    }

    @Override
    public void refuse(int status) {
        answered.ifPresent(leg -> leg.refuse(status));
    }

    @Override
    public void message(String text) {
        answered.ifPresent(leg -> leg.message(text));
    }

    @Override
    public void info(String contentType, String body) {
        answered.ifPresent(leg -> leg.info(contentType, body));
    }

    @Override
    public void hangUp() {
        repeatNoMore();
        if (answered.isPresent()) {
            answered.get().hangUp();
        } else {
            held.refuse();
            listener.failed(held.refusal(), Optional.empty());
        }
    }
}
