package io.ringback.telephony.callcontrol;

import io.ringback.directory.Address;
import io.ringback.protocol.sip.IncomingCall;
import java.util.UUID;

/** Talks to those who dial Ringback's own number. */
public interface OwnNumber {

    /**
     * Who has dialled it, as somebody vouches for.
     *
     * @param phone from which
     */
    record Dialler(UUID personId, Address phone) {}

    /** The call of a person who has dialled it. */
    interface Dialled {

        /** The call's id. */
        UUID id();

        /**
         * The connection that a case is about to ask for goes on with this call.
         *
         * @return false if another call of the person has asked for it
         */
        boolean goesOnFor(UUID caseId);

        /** No connection is asked for after all. */
        void doesNotGoOnFor(UUID caseId);
    }

    /** Makes what is said in one call. */
    @FunctionalInterface
    interface Scripts {

        Script of(Dialled call);
    }

    /**
     * Talks to a person.
     *
     * @return false if there is nobody who could speak: the call is still to be answered
     * @throws IllegalStateException if this node is starting or stopping
     */
    boolean answer(IncomingCall call, Dialler dialler, Scripts scripts);

    /** The same to somebody for whom nobody vouches; nothing is kept about the call. */
    boolean answer(IncomingCall call, Script script);
}
