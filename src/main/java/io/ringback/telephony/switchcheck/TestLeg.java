package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.UserAgent.CallHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A test phone as somebody would use it: it rings, is answered, and when it is asked for a key, 1 is pressed. */
final class TestLeg extends Listening implements CallHandler, AutoCloseable {

    private static final Duration RINGS = Duration.ofMillis(300);
    private static final int BUSY = 486;

    /** Half a second: somebody speaks. */
    private static final int SPEAKING = 25;

    private static final int MOST_PRESSES = 3;
    /** Longer than the question: so it is asked twice at most, and each time the key is pressed. */
    private static final long BETWEEN_PRESSES_NANOS = Duration.ofSeconds(4).toNanos();

    private final CheckPhone phone;
    private final TestSound sound;
    private final int mediaPort;
    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<Leg> leg = new CompletableFuture<>();
    private int presses;
    private long pressedAt;

    /** @param mediaPort where {@code sound} listens */
    TestLeg(CheckPhone phone, TestSound sound, int mediaPort) {
        this.phone = phone;
        this.sound = sound;
        this.mediaPort = mediaPort;
        phone.agent().onCall(this);
    }

    /** Whether the call came to this phone. */
    boolean called() {
        return calls.get() > 0;
    }

    TestSound sound() {
        return sound;
    }

    /** Presses 1 once it is spoken to, and again if that did not help. Is asked often, by one thread. */
    void pressIfAsked() {
        boolean again = presses == 0 || System.nanoTime() - pressedAt > BETWEEN_PRESSES_NANOS;
        if (sound.heard() >= SPEAKING && presses < MOST_PRESSES && again) {
            presses++;
            pressedAt = System.nanoTime();
            sound.press(1);
        }
    }

    @Override
    public void on(IncomingCall call) {
        if (calls.incrementAndGet() > 1) {
            call.refuse(BUSY, Map.of());
            return;
        }
        call.progress(180, Optional.empty());
        Optional<String> offer = call.invite().body();
        Moments.later(RINGS, () -> {
            offer.ifPresent(sound::towards);
            leg.complete(call.accept(phone.answerTo(offer, mediaPort), this));
        });
    }

    @Override
    public void offered(Optional<String> offer) {
        offer.ifPresent(sound::towards);
        CompletableFuture<Void> unused = leg.thenAccept(own -> own.answer(phone.answerTo(offer, mediaPort)));
    }

    @Override
    public void acknowledged(Optional<String> answer) {
        answer.ifPresent(sound::towards);
    }

    /** Hangs up. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = leg.thenAccept(Leg::hangUp);
        sound.close();
    }
}
