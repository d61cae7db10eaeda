package io.ringback.agenda;

/** Knows who does not answer. Who works through a lane tells. */
public interface Hanging {

    /** How many that are in hand in the lane wait for somebody who does not answer; others are let past them. */
    int in(Lane lane);
}
