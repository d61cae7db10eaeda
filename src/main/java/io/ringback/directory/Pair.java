package io.ringback.directory;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * The two people of a failed call, as far as they are known.
 *
 * @param caller who tried; empty if nobody has the address
 * @param callee who was to be reached; empty if nobody has the address
 * @param said what they have said of each other
 */
public record Pair(Optional<Person> caller, Optional<Person> callee, Said said) {

    /**
     * What two people have said of each other, as far as it holds now.
     *
     * @param blocked that the callee does not want to be notified about the caller
     * @param callerAlwaysNotifies that the caller need not be asked before this callee is notified
     * @param calleeAlwaysWantsToKnow that the callee wants to know of each call of this caller
     */
    public record Said(boolean blocked, boolean callerAlwaysNotifies, boolean calleeAlwaysWantsToKnow) {

        /** Nothing. */
        public static final Said NOTHING = new Said(false, false, false);
    }

    /** Two who have said nothing of each other. */
    public Pair(Optional<Person> caller, Optional<Person> callee) {
        this(caller, callee, Said.NOTHING);
    }

    /** Whether the callee does not want to be notified about the caller. */
    public boolean blocked() {
        return said.blocked();
    }

    /** Whether the caller need not be asked: for all, or for this callee. */
    public boolean callerAlwaysNotifies() {
        return said.callerAlwaysNotifies() || has(caller, Preferences::alwaysNotifyForMe);
    }

    /** Whether the callee wants to know of each call: of all, or of this caller's. */
    public boolean calleeAlwaysWantsToKnow() {
        return said.calleeAlwaysWantsToKnow() || has(callee, Preferences::alwaysTellMe);
    }

    private static boolean has(Optional<Person> person, Predicate<Preferences> wish) {
        return person.map(Person::preferences).filter(wish).isPresent();
    }
}
