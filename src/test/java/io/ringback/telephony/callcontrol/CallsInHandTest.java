package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What the scenes of connections and dialogues do not play, as everything happens at once in them: events that wait their turn. */
class CallsInHandTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final PlayedTime time = new PlayedTime();
    private final List<String> happened = new ArrayList<>();
    private final CallsInHand calls = new CallsInHand(
            new Owner(),
            (role, listener, serial) -> {
                throw new AssertionError("No party is made");
            },
            time,
            turns::add);

    private void takeTurns() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    @Test
    void whatTakesTooLongIsToldInItsTurn() {
        calls.waitAtMost(SECOND, () -> happened.add("time up"));

        time.pass(SECOND);
        assertThat(happened).isEmpty();
        takeTurns();

        assertThat(happened).containsExactly("time up");
    }

    @Test
    void whatComesWhileTheTimerWaitsItsTurnHasCome() {
        calls.waitAtMost(SECOND, () -> happened.add("time up"));
        calls.on(calls::waitNoMore);
        time.pass(SECOND);
        takeTurns();

        calls.waitAtMost(SECOND, () -> happened.add("time up"));
        calls.on(() -> calls.waitAtMost(SECOND, () -> happened.add("time up for the next")));
        time.pass(SECOND);
        takeTurns();

        assertThat(happened).isEmpty();
        time.pass(SECOND);
        takeTurns();
        assertThat(happened).containsExactly("time up for the next");
    }

    @Test
    void onceNoneIsLeftNothingIsHandledButWhatConcernsOthers() {
        calls.on(() -> happened.add("before"));
        calls.on(() -> calls.end(SECOND, () -> happened.add("over")));
        calls.on(() -> happened.add("after"));
        calls.inTurn(() -> happened.add("another's"));
        takeTurns();

        assertThat(happened).containsExactly("before", "over", "another's");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void whatCannotBeHandledIsToldWithoutItsMessage() {
        calls.on(() -> {
            throw new IllegalStateException("sip:anna@switch.example");
        });
        takeTurns();

        assertThat(happened)
                .singleElement()
                .asString()
                .contains("IllegalStateException at ")
                .doesNotContain("anna");
    }

    /** Hears nothing, as there are no parties. */
    private final class Owner implements PartyListener {

        @Override
        public void handle(Runnable event) {
            calls.handle(event, thrown -> happened.add(thrown.toString()));
        }

        @Override
        public void ringing(Party party) {}

        @Override
        public void answered(Party party, Optional<String> sdp) {}

        @Override
        public void failed(Party party, int status, Optional<Integer> q850) {}

        @Override
        public void renegotiated(Party party, Optional<String> sdp) {}

        @Override
        public void renegotiationFailed(Party party, int status) {}

        @Override
        public void offered(Party party, Optional<String> offer) {}

        @Override
        public void acknowledged(Party party, Optional<String> sdp) {}

        @Override
        public void info(Party party, String contentType, String body) {}

        @Override
        public void ended(Party party) {}
    }
}
