package io.ringback.engine.trial;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The processes that are in force or would be.
 *
 * @param ids of all of them
 * @param calls by the id of a process that a file has, the ids that its call activities name
 */
record ProcessesAtHand(Set<String> ids, Map<String, Set<String>> calls) {

    ProcessesAtHand {
        ids = Set.copyOf(ids);
        calls = Map.copyOf(calls);
    }

    /** Whether a process that is called comes to call another, itself or through more of them. */
    boolean leadsTo(String called, String other) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(called));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(other)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(calls.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }
}
