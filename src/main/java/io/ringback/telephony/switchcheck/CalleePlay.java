package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.UserAgent.CallHandler;
import io.ringback.telephony.switchcheck.PlayedEnding.Play;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What the callee's phone does with a call. */
final class CalleePlay implements CallHandler {

    private static final Duration RINGS = Duration.ofMillis(1200);
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final CheckPhone phone;
    private final PlayedEnding ending;
    private final boolean answers;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param first whether it is the first of the callee's phones */
    CalleePlay(CheckPhone phone, PlayedEnding ending, boolean first) {
        this.phone = phone;
        this.ending = ending;
        this.answers = ending.play() == Play.ANSWERED || !first && ending.play() == Play.ANSWERED_ON_ANOTHER_PHONE;
    }

    /** Whether the call came. */
    boolean called() {
        return calls.get() > 0;
    }

    @Override
    public void on(IncomingCall call) {
        calls.incrementAndGet();
        if (ending.rings()) {
            call.progress(180, Optional.empty());
        }
        if (answers) {
            Moments.later(RINGS, () -> call.accept(phone.answerTo(call.invite().body()), new Listening()));
        } else if (ending.play() == Play.PHONE_REFUSES) {
            Map<String, String> reason =
                    ending.q850() == 0 ? Map.of() : Map.of("Reason", "Q.850;cause=" + ending.q850());
            Moments.later(ending.rings() ? RINGS : AT_ONCE, () -> call.refuse(ending.status(), reason));
        }
    }
}
