package io.ringback.telephony.callcontrol;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The callees of cases who are on the line on this node, so that a connection can go on with them. */
final class CalleesOnTheLine {

    private record Callee(UUID caseId, UUID personId) {}

    private final Map<Callee, CalleeOnTheLine> callees = new ConcurrentHashMap<>();

    Optional<CalleeOnTheLine> find(UUID caseId, UUID personId) {
        return Optional.ofNullable(callees.get(new Callee(caseId, personId)));
    }

    void add(UUID caseId, UUID personId, CalleeOnTheLine line) {
        callees.put(new Callee(caseId, personId), line);
    }

    /** As {@link #add}, unless a key of another call of theirs may have asked for the connection. */
    boolean claim(UUID caseId, UUID personId, CalleeOnTheLine line) {
        return callees.compute(
                        new Callee(caseId, personId),
                        (callee, other) -> other == null
                                        || other.isSame(line)
                                        || !other.dialogue().isKeyed()
                                ? line
                                : other)
                .isSame(line);
    }

    /** It is not the call {@code id} any more with which the connection of the case goes on. */
    void remove(UUID caseId, UUID personId, UUID id) {
        callees.computeIfPresent(
                new Callee(caseId, personId), (callee, last) -> last.id().equals(id) ? null : last);
    }

    /** The call {@code id} is over. */
    void forget(UUID id) {
        callees.values().removeIf(line -> line.id().equals(id));
    }
}
