package io.ringback.telephony.announcement;

import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call with one listener, whatever is played on it: its offers and answers, its RTP and RTCP, and its end. What is played
 * begins with the ACK. It ends once: by itself, with the longest time, with BYE, or with the server.
 */
abstract class MediaCall implements LegListener, Metronome.Beaten {

    private static final Logger log = LoggerFactory.getLogger(MediaCall.class);

    /** RTCP every five seconds, give or take half of it (RFC 3550 6.2). */
    private static final int REPORT_FRAMES = 5000 / Codec.FRAME_MILLIS;

    private final Media media;
    private final MediaGate gate;
    private final RtpSender sender;
    private final OfferAnswer session;

    private long framesLeft;
    private int framesToReport = framesToReport() / 2;
    private MediaTarget target;
    private MediaTarget toBe;
    private boolean acknowledged;
    private boolean waiting;
    private boolean talkspurt;
    private boolean ended;
    private Leg leg;

    /**
     * What a call has of its own.
     *
     * @param ports it plays from
     * @param gate whom it plays to, and hears
     * @param longestFrames after how many frames it ends, whatever happens
     * @param over told once that it has ended; its ports are free by then
     */
    record Media(
            RtpPorts.Pair ports,
            MediaGate gate,
            RtpSender sender,
            OfferAnswer session,
            long longestFrames,
            Consumer<MediaCall> over) {}

    MediaCall(Media media) {
        this.media = media;
        this.gate = media.gate();
        this.sender = media.sender();
        this.session = media.session();
        this.framesLeft = media.longestFrames();
    }

    /** 20 ms pass in which something may be played. Returns false if the call is to end. */
    abstract boolean goesOn();

    /** The call ends, while its leg may still be there. */
    void ending() {}

    /**
     * What the 200 for the INVITE says.
     *
     * @throws RefusedException if the offer cannot be met
     */
    synchronized String describe(Optional<String> offer) throws RefusedException {
        if (offer.isEmpty()) {
            return session.offer();
        }
        OfferAnswer.Answer answer = session.answer(offer.get());
        toBe = answer.target()
                .orElseThrow(() -> new RefusedException(488, "The audio that is offered is switched off (port 0)"));
        return answer.sdp();
    }

    /** Gives it the leg that {@code describe} was sent on. */
    synchronized void on(Leg answered) {
        leg = answered;
    }

    /** The leg to hang up, once it has ended; empty if the call was not answered yet. */
    synchronized Optional<Leg> leg() {
        return Optional.ofNullable(leg);
    }

    /** Tells what was played, if anything was. */
    synchronized void tell(String host, MediaTraffic traffic) {
        if (leg != null && target != null && sender.packets() > 0) {
            traffic.played(
                    leg.callId(),
                    InetSocketAddress.createUnresolved(host, media.ports().port()),
                    target.rtp(),
                    sender.packets());
        }
    }

    /** Plays what is due. */
    @Override
    public boolean beat() {
        boolean on = false;
        try {
            on = playsOn();
        } finally {
            // Also if it broke: nobody would hang up on the listener, and its ports would be lost.
            if (!on) {
                end();
            }
        }
        return on;
    }

    private synchronized boolean playsOn() {
        if (ended || framesLeft-- <= 0) {
            return false;
        }
        sender.advance();
        if (!acknowledged || target == null) {
            return true;
        }
        hear();
        waiting = target.listening() && gate.waitsFor(target);
        report();
        return goesOn();
    }

    /** Reads what the other side has sent. */
    abstract void hear();

    /** Whether the listener wants to hear anything now, and it is known to be there. */
    boolean isHeard() {
        return target.listening() && !waiting;
    }

    /** Plays these 20 ms, unless nobody knows who would hear them. */
    void play(Prompt prompt, int place) {
        if (gate.isOpenTo(target)) {
            sender.send(prompt.in(target.codec()), place, !talkspurt, target);
            talkspurt = true;
        }
    }

    /** Plays nothing in these 20 ms. */
    void pause() {
        talkspurt = false;
    }

    /** Where and how the other side wants its sound; not before {@link #goesOn}. */
    MediaTarget target() {
        return target;
    }

    /** The longest time begins again. */
    void prolong() {
        framesLeft = media.longestFrames();
    }

    private void report() {
        framesToReport--;
        if (framesToReport <= 0 && canBeReached()) {
            sender.report(target);
            framesToReport = framesToReport();
        }
    }

    private static int framesToReport() {
        return ThreadLocalRandom.current().nextInt(REPORT_FRAMES / 2, REPORT_FRAMES * 3 / 2);
    }

    private boolean canBeReached() {
        return target != null && !target.rtcp().getAddress().isAnyLocalAddress() && gate.isOpenTo(target);
    }

    /** Stops, says so by RTCP and frees the ports. May be repeated. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            ending();
            if (canBeReached()) {
                sender.bye(target);
            }
            media.ports().close();
            if (sender.lost() > 0) {
                log.info("{} packets of a call could not be sent", sender.lost());
            }
        }
        media.over().accept(this);
    }

    @Override
    public void acknowledged(Optional<String> answer) {
        boolean agreed = true;
        synchronized (this) {
            if (answer.isPresent()) {
                agreed = take(answer.get());
            } else {
                target = toBe;
                agreed = acknowledged || target != null;
            }
            acknowledged = true;
        }
        if (!agreed) {
            end();
        }
    }

    private boolean take(String answer) {
        try {
            toBe = session.agreed(answer);
            target = toBe;
            return true;
        } catch (RefusedException e) {
            log.info("A call ends before anything is played: {}", e.getMessage());
            return false;
        }
    }

    /** The listener moves, holds or resumes; what is played goes on from where it is. */
    @Override
    public synchronized void offered(Optional<String> offer) {
        if (leg == null || ended) {
            return;
        }
        if (offer.isEmpty()) {
            leg.answer(session.offer());
            return;
        }
        try {
            String answer = describe(offer);
            // From here on, and not from the ACK: an UPDATE has none, and the listener listens since it offered.
            target = toBe;
            leg.answer(answer);
        } catch (RefusedException e) {
            leg.refuse(e.status());
        }
    }

    @Override
    public void ended(boolean byPeer) {
        end();
    }

    @Override
    public void failed(int status, Optional<Integer> q850) {
        end();
    }

    /** Never: the server places no calls. */
    @Override
    public void answered(Optional<String> sdp) {
        throw new IllegalStateException("The announcement server places no calls");
    }

    /** Never: the server offers nothing by itself. */
    @Override
    public void renegotiated(Optional<String> sdp) {
        throw new IllegalStateException("The announcement server offers nothing by itself");
    }

    /** Never: the server offers nothing by itself. */
    @Override
    public void renegotiationFailed(int status) {
        throw new IllegalStateException("The announcement server offers nothing by itself");
    }
}
