package io.ringback.telephony.callcontrol;

/** What a {@link Script} is asked for. */
sealed interface Cue {

    /** What is said first. */
    record Opening() implements Cue {}

    /** What follows a key. */
    record Pressed(char key) implements Cue {}

    /** What follows when no key was pressed. */
    record Silent() implements Cue {}

    /** What follows when no key was pressed for as long as a caller on the line is kept. */
    record Enough() implements Cue {}
}
