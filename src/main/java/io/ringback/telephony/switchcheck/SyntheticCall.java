package io.ringback.telephony.switchcheck;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.directory.Address;
import io.ringback.failedcall.TestCallNote;
import io.ringback.telephony.callcontrol.ConnectionWatch;
import io.ringback.telephony.switchcheck.CallerPlay.Heard;
import io.ringback.telephony.switchcheck.PlayedEnding.Play;
import io.ringback.telephony.switchcheck.SyntheticFinding.Short;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * One synthetic call: the test caller calls the test callee through the switch, who is busy; the switch tells Ringback of it; Ringback
 * connects the two by its own call control; both press 1, and hear each other. It calls nobody but these two, and the second call is made
 * only if the first one came to the phone that is registered here. If a call rings at another phone, it is given up at once.
 */
final class SyntheticCall {

    private static final PlayedEnding BUSY = new PlayedEnding("The callee is busy", Play.PHONE_REFUSES, true, 486, 0);

    /** Longer than the phone rings until it is busy. */
    private static final Duration LONGEST_RINGING = Duration.ofSeconds(3);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_ENDING = Duration.ofSeconds(5);

    /** A phone has been called before it can ring. */
    private static final long RINGS_HERE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int CALLER_TONE = 1300;
    private static final int CALLEE_TONE = 1700;
    /** From an account's port for SIP to that for RTP, so that two accounts side by side have four ports in a row. */
    private static final int TO_MEDIA = 2;

    /** A fifth of a second. */
    private static final int HEARD = 10;

    private final CheckAccount callerAccount;
    private final CheckAccount calleeAccount;
    private final LongFunction<List<TestCallNote>> notesAfter;
    private final CallsForTest callControl;
    private final Duration toldWithin;
    private final Duration connectedWithin;

    /** Sets connections up. */
    @FunctionalInterface
    interface CallsForTest {

        /** Returns what hangs it up. */
        Runnable connect(Address callee, Address caller, ConnectionWatch watch);
    }

    /**
     * @param notesAfter what was told of test calls, after the note with that number
     * @param toldWithin how long after the call failed the switch may tell of it
     * @param connectedWithin how long the connection may take
     */
    SyntheticCall(
            CheckAccount callerAccount,
            CheckAccount calleeAccount,
            LongFunction<List<TestCallNote>> notesAfter,
            CallsForTest callControl,
            Duration toldWithin,
            Duration connectedWithin) {
        this.callerAccount = callerAccount;
        this.calleeAccount = calleeAccount;
        this.notesAfter = notesAfter;
        this.callControl = callControl;
        this.toldWithin = toldWithin;
        this.connectedWithin = connectedWithin;
    }

    /** Makes it; takes from some seconds to two minutes. */
    SyntheticFinding make() {
        try (CheckPhone caller = CheckPhone.of(callerAccount);
                CheckPhone callee = CheckPhone.of(calleeAccount)) {
            long began = System.nanoTime();
            fail(caller, callee);
            connect(caller, callee);
            return new SyntheticFinding(SyntheticOutcome.CONNECTED, "", Duration.ofNanos(System.nanoTime() - began));
        } catch (Short e) {
            return e.finding();
        } catch (CannotBeChecked e) {
            return new SyntheticFinding(SyntheticOutcome.NOT_REGISTERED, e.getMessage(), Duration.ZERO);
        }
    }

    private void fail(CheckPhone caller, CheckPhone callee) {
        long last = notesAfter.apply(0).stream()
                .mapToLong(TestCallNote::number)
                .max()
                .orElse(0);
        CalleePlay play = new CalleePlay(callee, BUSY, true);
        callee.agent().onCall(play);
        Heard heard;
        try {
            heard = CallerPlay.call(
                    caller, calleeAccount.uri(), callerAccount.uri(), LONGEST_SILENCE, Optional.of(LONGEST_RINGING));
        } catch (CannotBeChecked e) {
            throw new Short(SyntheticOutcome.NOT_CALLED, e.getMessage());
        }
        if (!play.called()) {
            boolean elsewhere = heard.rang() || heard.status() == 200;
            throw new Short(
                    elsewhere ? SyntheticOutcome.ELSEWHERE : SyntheticOutcome.NOT_CALLED,
                    "The call ended with " + heard.status() + ". "
                            + (elsewhere
                                    ? "Does the switch forward the calls of " + calleeAccount
                                            + ", or has it another phone?"
                                    : "Does the switch let " + callerAccount + " call " + calleeAccount + "?"));
        }
        told(last);
    }

    private void told(long last) {
        // A note of the connection before may come late, so only the right one is enough.
        until(toldWithin, () -> notesAfter.apply(last).stream().anyMatch(SyntheticCall::isRight));
        List<TestCallNote> notes = notesAfter.apply(last);
        if (notes.isEmpty()) {
            throw new Short(SyntheticOutcome.NOT_TOLD, "Nothing was told within " + toldWithin.toSeconds() + " s.");
        }
        if (notes.stream().noneMatch(SyntheticCall::isRight)) {
            TestCallNote note = notes.get(0);
            throw new Short(
                    SyntheticOutcome.MISTOLD,
                    note.callerRight() && note.calleeRight()
                            ? "It told " + note.verdict() + "."
                            : "It told another " + (note.callerRight() ? "callee" : "caller") + ".");
        }
    }

    private static boolean isRight(TestCallNote note) {
        return note.callerRight() && note.calleeRight() && note.verdict().equals("BUSY");
    }

    private void connect(CheckPhone callerPhone, CheckPhone calleePhone) {
        SyntheticWatch watch = new SyntheticWatch();
        try (TestLeg caller = leg(callerPhone, callerAccount, CALLER_TONE, CALLEE_TONE);
                TestLeg callee = leg(calleePhone, calleeAccount, CALLEE_TONE, CALLER_TONE)) {
            Runnable hangUp = callControl.connect(address(calleeAccount), address(callerAccount), watch);
            try {
                until(connectedWithin, () -> isSettled(caller, callee, watch));
                judge(caller, callee, watch);
            } finally {
                hangUp.run();
                until(LONGEST_ENDING, () -> watch.came(Progress.ENDED));
            }
        } catch (IllegalStateException e) {
            throw new Short(SyntheticOutcome.NOT_CONNECTED, e.getMessage());
        }
    }

    private static Address address(CheckAccount account) {
        return new Address(account.uri());
    }

    private static TestLeg leg(CheckPhone phone, CheckAccount account, int tone, int other) {
        int port = account.listen().port() + TO_MEDIA;
        try {
            InetAddress host = InetAddress.getByName(account.listen().host());
            return new TestLeg(phone, new TestSound(host, port, tone, other), port);
        } catch (UnknownHostException e) {
            throw new CannotBeChecked(account.listen().host() + " is no address of this machine.");
        }
    }

    /** Also has the two do what they do. */
    private static boolean isSettled(TestLeg caller, TestLeg callee, SyntheticWatch watch) {
        if (!watch.came(Progress.CALLEE_ANSWERED)) {
            callee.pressIfAsked();
        }
        if (!watch.came(Progress.CALLER_ANSWERED)) {
            caller.pressIfAsked();
        }
        return watch.ending().filter(ending -> ending != Ending.CONNECTED).isPresent()
                || rangElsewhere(caller, callee, watch).isPresent()
                || watch.came(Progress.CONNECTED) && hear(caller, callee);
    }

    private static boolean hear(TestLeg caller, TestLeg callee) {
        return caller.sound().heardOfOther() >= HEARD && callee.sound().heardOfOther() >= HEARD;
    }

    private static Optional<String> rangElsewhere(TestLeg caller, TestLeg callee, SyntheticWatch watch) {
        if (watch.cameBefore(Progress.CALLEE_RINGING, RINGS_HERE_NANOS) && !callee.called()) {
            return Optional.of("callee");
        }
        return watch.cameBefore(Progress.CALLER_RINGING, RINGS_HERE_NANOS) && !caller.called()
                ? Optional.of("caller")
                : Optional.empty();
    }

    private void judge(TestLeg caller, TestLeg callee, SyntheticWatch watch) {
        Optional<Ending> ending = watch.ending();
        rangElsewhere(caller, callee, watch).ifPresent(role -> {
            throw new Short(
                    SyntheticOutcome.ELSEWHERE,
                    "The switch rang another phone of the test " + role
                            + ". Does it forward the calls of the account?");
        });
        if (ending.isEmpty()) {
            throw new Short(
                    SyntheticOutcome.NOT_CONNECTED, "It was not settled within " + connectedWithin.toSeconds() + " s.");
        }
        if (ending.get() == Ending.CONNECTED) {
            if (!hear(caller, callee)) {
                throw new Short(
                        SyntheticOutcome.NOT_HEARD,
                        "The caller heard " + caller.sound().heardOfOther() + " packets of the callee, and the callee "
                                + callee.sound().heardOfOther() + " of the caller.");
            }
            return;
        }
        until(LONGEST_ENDING, () -> watch.came(Progress.ENDED));
        throw new Short(
                switch (ending.get()) {
                    case CALLEE_NO_ANSWER -> SyntheticOutcome.CALLEE_NOT_REACHED;
                    case CALLER_NO_ANSWER -> SyntheticOutcome.CALLER_NOT_REACHED;
                    default -> SyntheticOutcome.NOT_CONNECTED;
                },
                watch.why());
    }

    private static void until(Duration atMost, BooleanSupplier so) {
        long began = System.nanoTime();
        while (!so.getAsBoolean() && System.nanoTime() - began < atMost.toNanos()) {
            Moments.pass(PAUSE);
        }
    }
}
