package io.ringback.engine.trial;

/** One thing that a diagram must keep to so that its cases can run and end. */
@FunctionalInterface
interface DiagramRule {

    /** Tells what is wrong in words for an analyst: the element, the problem and how to mend it. */
    void check(Graph diagram, FileFindings findings);
}
