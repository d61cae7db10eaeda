package io.ringback.telephony.callcontrol;

/** What a {@link Script} is asked for. */
sealed interface Cue {

    /** What the script says to it. */
    Turn ask(Script script);

    /** What is said first. */
    record Opening() implements Cue {

        @Override
        public Turn ask(Script script) {
            return script.opening();
        }
    }

    /** What follows a key. */
    record Pressed(char key) implements Cue {

        @Override
        public Turn ask(Script script) {
            return script.pressed(key);
        }
    }

    /** What follows when no key was pressed. */
    record Silent() implements Cue {

        @Override
        public Turn ask(Script script) {
            return script.silent();
        }
    }

    /** What follows when no key was pressed for as long as a caller on the line is kept. */
    record Enough() implements Cue {

        @Override
        public Turn ask(Script script) {
            return script.enough();
        }
    }
}
