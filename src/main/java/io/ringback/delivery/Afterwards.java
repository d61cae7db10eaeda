package io.ringback.delivery;

import io.ringback.cases.Journal.Step;

/** What is done to a message after its server has taken it, as well as can be. */
enum Afterwards {
    /** Its matter is settled: it is taken back. */
    WITHDRAW(Step.WITHDRAWAL, "WITHDRAWN", "NOT_WITHDRAWN"),
    /** Its case has changed: it says so now. */
    REPLACE(Step.REPLACEMENT, "REPLACED", "NOT_REPLACED");

    final Step step;
    final String done;
    final String refused;

    Afterwards(Step step, String done, String refused) {
        this.step = step;
        this.done = done;
        this.refused = refused;
    }
}
