package io.ringback.agenda;

/** Knows who does not answer. Who works through a lane tells. */
public interface Hanging {

    /** How many that are in hand in the lane wait for somebody who does not answer; others are let past them. */
    int in(Lane lane);

    /** How many threads of the lane are lost: what they had in hand was given up, but they never come back. */
    int lostIn(Lane lane);
}
