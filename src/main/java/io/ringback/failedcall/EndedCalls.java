package io.ringback.failedcall;

import io.ringback.directory.Directory;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallEvents.Accepted;
import org.springframework.stereotype.Service;

/**
 * Hands in the calls that failed: those whose cause was told, and those of whose codes the classification table says so; and those that
 * were answered.
 */
@Service
public class EndedCalls {

    private final Classification classification;
    private final Directory directory;
    private final CallEvents events;
    private final TestCalls testCalls;

    EndedCalls(Classification classification, Directory directory, CallEvents events, TestCalls testCalls) {
        this.classification = classification;
        this.directory = directory;
        this.events = events;
        this.testCalls = testCalls;
    }

    /** What became of a call. */
    public sealed interface Sorted {

        /** It was a failed call, and was handed in. */
        record Taken(Accepted accepted) implements Sorted {}

        /** It is none of our business; nothing was stored. */
        record Ignored() implements Sorted {}

        /** The callee does not want this caller: from now on they are blocked, if both are known. */
        record Blocked() implements Sorted {}

        /** It was between the two accounts for tests: it is noted, and opens no case. */
        record Noted() implements Sorted {}
    }

    /** Hands the call in, if it is told or the table says that it failed. May be repeated. */
    public Sorted sort(UnansweredCall told) {
        if (!(told instanceof FailedCall call)) {
            return classify((EndedCall) told);
        }
        if (testCalls.concern(call.caller(), call.callee())) {
            testCalls.note(call);
        }
        return testCalls.areTheTwo(call.caller(), call.callee())
                ? new Sorted.Noted()
                : new Sorted.Taken(events.failed(call));
    }

    /** Hands in a call that was answered. May be repeated. */
    public Accepted answered(AnsweredCall call) {
        if (testCalls.concern(call.caller(), call.callee())) {
            testCalls.note(call);
        }
        return events.answered(call);
    }

    private Sorted classify(EndedCall call) {
        Verdict verdict =
                classification.classify(call.ending(), () -> pair(call).callee().isPresent());
        if (testCalls.concern(call.caller(), call.callee())) {
            testCalls.note(call, verdict);
        }
        if (testCalls.areTheTwo(call.caller(), call.callee())) {
            return new Sorted.Noted();
        }
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
                            call.callerIdentity())
                    .because(call.why())));
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
