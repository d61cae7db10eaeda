package io.ringback.delivery;

import io.ringback.cases.CaseState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What leaves Ringback. */
public enum MessageKind {
    /** Asks the caller for consent to notify. */
    QUESTION,
    /** The same, spoken in the very call that failed. */
    OFFER,
    /** Tells a caller who calls again, in that very call, how the open case stands. */
    STANDING,
    /** Tells the callee who tried to reach them. */
    NOTIFICATION,
    /** Tells the caller that the callee can be reached. */
    INFORMATION,
    /** Tells the switch to connect the two. */
    CONNECTION,
    /** Asks the caller whether a time suits that the callee has named. */
    TIME_QUESTION,
    /** Passes on to who was notified what the caller says to their answer. */
    LINE,
    /** Tells someone who replied too late that the case is over. */
    CLOSING,
    /** Asks back what a reply was meant for. */
    ASK_BACK,
    /** Confirms that no more messages come (STOP). */
    STOPPED,
    /** Confirms that messages come again (START). */
    STARTED,
    /** Says who writes and how to end it (HELP). */
    HELP;

    /** The state in which a case waits for what comes of it; empty if it never waits. */
    public Optional<CaseState> awaitedIn() {
        return Optional.ofNullable(
                switch (this) {
                    case QUESTION, OFFER -> CaseState.ASKING_CALLER;
                    case NOTIFICATION, TIME_QUESTION -> CaseState.WAITING_FOR_CALLEE;
                    case CONNECTION -> CaseState.CONNECTING;
                    case INFORMATION -> CaseState.INFORMING_CALLER;
                    case STANDING, LINE, CLOSING, ASK_BACK, STOPPED, STARTED, HELP -> null;
                });
    }

    /** What a case writes that it does not wait for in {@code state}. */
    static List<MessageKind> notAwaitedIn(CaseState state) {
        return Arrays.stream(values())
                .filter(kind ->
                        kind.awaitedIn().filter(awaited -> awaited != state).isPresent())
                .toList();
    }

    /** Whether it is spoken in a call that failed, to the caller who is on the line. */
    public boolean isOnTheSpot() {
        return this == OFFER || this == STANDING;
    }

    /** Whether it only answers something that was said: nothing waits on it, and it may go to who wants no more. */
    public boolean isCourtesy() {
        return compareTo(CLOSING) >= 0;
    }
}
