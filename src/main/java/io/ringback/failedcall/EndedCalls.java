package io.ringback.failedcall;

import io.ringback.directory.Directory;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallEvents.Accepted;
import org.springframework.stereotype.Service;

/** Hands in the calls that failed: those whose cause was told, and those of whose codes the classification table says so. */
@Service
public class EndedCalls {

    private final Classification classification;
    private final Directory directory;
    private final CallEvents events;

    EndedCalls(Classification classification, Directory directory, CallEvents events) {
        this.classification = classification;
        this.directory = directory;
        this.events = events;
    }

    /** What became of a call. */
    public sealed interface Sorted {

        /** It was a failed call, and was handed in. */
        record Taken(Accepted accepted) implements Sorted {}

        /** It is none of our business; nothing was stored. */
        record Ignored() implements Sorted {}

        /** The callee does not want this caller: from now on they are blocked, if both are known. */
        record Blocked() implements Sorted {}
    }

    /** Hands the call in, if it is told or the table says that it failed. May be repeated. */
    public Sorted sort(UnansweredCall told) {
        return told instanceof FailedCall call ? new Sorted.Taken(events.failed(call)) : classify((EndedCall) told);
    }

    private Sorted classify(EndedCall call) {
        Verdict verdict =
                classification.classify(call.ending(), () -> pair(call).callee().isPresent());
        if (verdict instanceof Verdict.Failed failed) {
            return new Sorted.Taken(events.failed(new FailedCall(
                    call.id(),
                    call.caller(),
                    call.callee(),
                    call.medium(),
                    failed.cause(),
                    call.occurredAt(),
                    call.source(),
                    call.conference(),
                    call.callerIdentity())));
        }
        if (verdict instanceof Verdict.Block) {
            block(pair(call));
            return new Sorted.Blocked();
        }
        return new Sorted.Ignored();
    }

    private Pair pair(EndedCall call) {
        return directory.lookUp(call.medium(), call.caller(), call.callee());
    }

    private void block(Pair pair) {
        pair.callee().map(Person::id).ifPresent(callee -> pair.caller()
                .ifPresent(caller -> directory.block(callee, caller.id())));
    }
}
