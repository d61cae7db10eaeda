package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.OutgoingCall;
import io.ringback.telephony.switchcheck.PlayedEnding.Play;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call of the caller's phone, from the first INVITE to its end. */
final class CallerPlay implements LegListener {

    private static final Duration TALKS = Duration.ofMillis(700);
    /** A switch that says nothing at all has ended every call by then (RFC 3261, timer B, and some). */
    private static final Duration SLACK = Duration.ofSeconds(60);

    private final CompletableFuture<Leg> leg = new CompletableFuture<>();
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private final Optional<Duration> givesUpAfter;
    private volatile boolean rang;

    /** @param givesUpAfter how long it rings until the caller gives up, if they do */
    private CallerPlay(Optional<Duration> givesUpAfter) {
        this.givesUpAfter = givesUpAfter;
    }

    /**
     * What the caller heard.
     *
     * @param callId of the call
     * @param status it ended with, 200 if it was answered
     * @param rang whether a phone rang
     */
    record Heard(String callId, int status, boolean rang) {}

    /** Calls and waits until the call is over. */
    static Heard call(CheckPhone phone, CheckOptions options, PlayedEnding ending, Duration longRinging) {
        return call(
                phone,
                options.uri(options.callee()),
                options.uri(options.caller()),
                options.longestRinging(),
                patience(ending.play(), longRinging));
    }

    /**
     * The same by hand.
     *
     * @param longestRinging after which it is given up, whether anything rings or not
     * @param givesUpAfter how long it rings until the caller gives up, if they do
     * @throws CannotBeChecked if the call does not end
     */
    static Heard call(
            CheckPhone phone, String callee, String caller, Duration longestRinging, Optional<Duration> givesUpAfter) {
        CallerPlay play = new CallerPlay(givesUpAfter);
        Leg leg = phone.agent()
                .place(
                        new OutgoingCall(
                                callee, caller, Optional.empty(), Optional.of(phone.offer()), Map.of(), longestRinging),
                        play);
        play.leg.complete(leg);
        try {
            int status = play.over.get(longestRinging.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
            return new Heard(leg.callId(), status, play.rang);
        } catch (TimeoutException | ExecutionException e) {
            leg.hangUp();
            throw new CannotBeChecked("A call to " + callee + " does not end. Is the switch alive?");
        } catch (InterruptedException e) {
            leg.hangUp();
            Thread.currentThread().interrupt();
            throw new CannotBeChecked("Interrupted.");
        }
    }

    private static Optional<Duration> patience(Play play, Duration longRinging) {
        return switch (play) {
            case CALLER_GIVES_UP_AT_ONCE -> Optional.of(Duration.ofMillis(800));
            case CALLER_GIVES_UP_LATE -> Optional.of(longRinging.plusSeconds(2));
            default -> Optional.empty();
        };
    }

    private void hangUp() {
        CompletableFuture<Void> unused = leg.thenAccept(Leg::hangUp);
    }

    @Override
    public void ringing(int status) {
        rang = true;
        givesUpAfter.ifPresent(time -> Moments.later(time, this::hangUp));
    }

    @Override
    public void answered(Optional<String> sdp) {
        CompletableFuture<Void> unused = leg.thenAccept(answered -> answered.acknowledge(Optional.empty()));
        Moments.later(TALKS, this::hangUp);
    }

    @Override
    public void failed(int status, Optional<Integer> q850) {
        over.complete(status);
    }

    @Override
    public void renegotiated(Optional<String> sdp) {}

    @Override
    public void renegotiationFailed(int status) {}

    @Override
    public void offered(Optional<String> offer) {
        CompletableFuture<Void> unused = leg.thenAccept(answered -> answered.refuse(488));
    }

    @Override
    public void ended(boolean byPeer) {
        over.complete(200);
    }
}
