package io.ringback.failedcall;

import java.util.UUID;

/**
 * Where adapters hand in what a switch or mail system told. When a method returns, the event is durable; if it throws,
 * the sender must send again.
 */
public interface CallEvents {

    /** A call failed: opens a case. */
    Accepted failed(FailedCall call);

    /** Two people have reached each other: what is open between them is over. */
    Accepted answered(AnsweredCall call);

    /** What became of an event. */
    sealed interface Accepted {

        /**
         * Stored for good.
         *
         * @param caseId the case it opened, or null where it opened none
         */
        record New(UUID caseId) implements Accepted {}

        /**
         * The very same event was stored before; nothing was done again.
         *
         * @param caseId what was answered then
         */
        record Repeated(UUID caseId) implements Accepted {}

        /** Another event has this id already: nothing was stored. */
        record Conflicting() implements Accepted {}
    }
}
