package io.ringback.telephony.switchcheck;

import io.ringback.failedcall.CallEnding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * An ending that is played, and how it is to be told.
 *
 * @param words what happens, for whoever reads the report
 * @param play who does it
 * @param rings whether the phone rings first
 * @param status what the phone answers, or how the switch is expected to end the call; 200 if it is answered
 * @param q850 what the phone gives as the reason; 0 for nothing
 */
record PlayedEnding(String words, Play play, boolean rings, int status, int q850) {

    /** Who does what. */
    enum Play {
        PHONE_REFUSES,
        NOBODY_ANSWERS,
        CALLER_GIVES_UP_LATE,
        CALLER_GIVES_UP_AT_ONCE,
        NO_PHONE,
        ANSWERED,
        ANSWERED_ON_ANOTHER_PHONE
    }

    /** Longer than any table asks for: it is about what counts as rung at all. */
    private static final Duration BRIEFLY = Duration.ofSeconds(1);

    /** All of them, the answered call first: it shows that the phones are those of this program. */
    static List<PlayedEnding> all() {
        List<PlayedEnding> all = new ArrayList<>(List.of(
                new PlayedEnding("The callee answers", Play.ANSWERED, true, 200, 0),
                refused("The callee is busy", true, 486),
                refused("The callee is busy everywhere", false, 600),
                new PlayedEnding("It rings and nobody answers", Play.NOBODY_ANSWERS, true, 408, 0),
                refused("It rings, and then the phone gives up", true, 480),
                refused("The phone does not ring and says that nobody is there", false, 480),
                new PlayedEnding("The caller gives up after a while", Play.CALLER_GIVES_UP_LATE, true, 487, 0),
                new PlayedEnding("The caller gives up at once", Play.CALLER_GIVES_UP_AT_ONCE, true, 487, 0),
                new PlayedEnding("The callee's phone is not registered", Play.NO_PHONE, false, 480, 0),
                refused("The phone is out of service", false, 503),
                refused("The phone has a fault", false, 500),
                refused("The phone does not know the number", false, 404),
                refused("The number is not in use any more", false, 410),
                refused("The callee rejects the call", true, 603),
                refused("The callee's network rejects the call", false, 608),
                refused("The callee wants no calls from this caller", true, 607),
                refused("The callee has moved", false, 302),
                refused("The phone wants a password", false, 401),
                refused("A server on the way wants a password", false, 407),
                refused("The phones have no codec in common", false, 488),
                new PlayedEnding("The callee answers on another phone", Play.ANSWERED_ON_ANOTHER_PHONE, true, 200, 0)));
        all.addAll(List.of(
                network("The network says: user busy", 17),
                network("The network says: no user responding", 18),
                network("The network says: no answer", 19),
                network("The network says: subscriber absent", 20),
                network("The network says: call rejected", 21),
                network("The network says: answered on another telephone", 26)));
        return all;
    }

    private static PlayedEnding refused(String words, boolean rings, int status) {
        return new PlayedEnding(words, Play.PHONE_REFUSES, rings, status, 0);
    }

    /** With a status that says little, so that the cause has to be passed on. */
    private static PlayedEnding network(String words, int q850) {
        return new PlayedEnding(words, Play.PHONE_REFUSES, false, 480, q850);
    }

    boolean isAnswered() {
        return status == 200;
    }

    /** As a switch that is set rightly tells it; not of an answered call. */
    CallEnding ending(Duration longRinging) {
        Duration ringing = play == Play.CALLER_GIVES_UP_LATE || play == Play.NOBODY_ANSWERS ? longRinging : BRIEFLY;
        return new CallEnding(
                OptionalInt.of(status),
                q850 == 0 ? OptionalInt.empty() : OptionalInt.of(q850),
                rings,
                rings ? ringing : Duration.ZERO);
    }

    /** With its codes. */
    String title() {
        return words + " (" + status + (q850 == 0 ? "" : ", Q.850 " + q850) + ")";
    }
}
