package io.ringback.engine.preview;

import io.ringback.cases.WhyCalled;
import io.ringback.directory.Pair;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.Workloads.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What tables may ask about the two people of earlier cases: the people as they are today, at the time of then. */
public interface PeopleThen {

    /**
     * A case that was.
     *
     * @param callerIdentity whether the caller was who the call said they are
     * @param why why they called, as far as they have said
     * @param at when it opened
     */
    record Then(Pair people, CallerIdentity callerIdentity, WhyCalled why, Instant at) {}

    /** The facts of one case by name. */
    interface OfCase {

        /** About both, by names such as {@code callerHour}. */
        Map<String, Object> ofBoth();

        /** About the one whom something is sent to, by names such as {@code hour}. */
        Map<String, Object> ofOne(Role role);
    }

    /** The names of all facts about both. */
    Set<String> namesOfBoth();

    /** The names of all facts about the one whom something is sent to. */
    Set<String> namesOfOne();

    /**
     * Looks for the facts of many cases at once.
     *
     * @param named those that somebody asks for; no others are looked up
     * @return in the same order
     */
    List<OfCase> of(List<Then> cases, Set<String> named);
}
