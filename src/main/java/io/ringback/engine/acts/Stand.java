package io.ringback.engine.acts;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseState;
import io.ringback.delivery.OutboundMessage;
import io.ringback.web.operations.acts.CaseActs.Receiver;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How a case stands, as far as acts go by it.
 *
 * @param state null if there is no such case (any more)
 * @param process whether it has a process
 * @param version the id of the version of the diagram that its process runs in; null without one
 * @param suspended whether somebody keeps its process as it is
 * @param places where its tokens are, by the elements' ids
 * @param failedJob what has failed and waits for somebody to have it done again; null if nothing
 * @param freshJob whether something is to be done by its process at once
 * @param timer the job of the timer whose time comes first; null if none is set
 * @param waitsFor what it can be told now, by the names in the diagram
 * @param written what it wrote last of that which it waits for
 * @param mayHave who may have such a message already; empty if nobody
 */
record Stand(
        UUID caseId,
        CaseState state,
        boolean process,
        String version,
        boolean suspended,
        Set<String> places,
        String failedJob,
        boolean freshJob,
        String timer,
        Set<String> waitsFor,
        Optional<Written> written,
        Optional<Receiver> mayHave) {

    Stand {
        places = Set.copyOf(places);
        waitsFor = Set.copyOf(waitsFor);
    }

    /**
     * A message of the case.
     *
     * @param state of the message, as its row has it
     * @param triedInVain whether it was given to its server already, and not taken
     * @param inHand whether a node is sending it now
     * @param heldUntil null if nothing holds it back
     * @param left whether it has left, or may have
     */
    record Written(
            OutboundMessage message,
            String state,
            boolean triedInVain,
            boolean inHand,
            Instant heldUntil,
            boolean left,
            Receiver person) {

        boolean waits() {
            return state.equals("WAITING") || state.equals("MERGED");
        }
    }

    boolean isOpen() {
        return state != null && state != CaseState.ENDED;
    }

    boolean canBeTold(CaseMessage message) {
        return waitsFor.contains(message.inDiagram());
    }
}
