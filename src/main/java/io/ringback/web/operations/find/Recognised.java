package io.ringback.web.operations.find;

import java.util.UUID;

/** What was made of the words that an operator typed. */
sealed interface Recognised {

    /** It names one case. */
    record OneCase(UUID id) implements Recognised {}

    /**
     * It names what some cases have.
     *
     * @param said what was looked for, without an address
     */
    record Some(Wanted wanted, String said) implements Recognised {}

    /**
     * No case has it, or it cannot be looked for.
     *
     * @param said why, and what to do
     */
    record Nothing(String said) implements Recognised {}
}
