package io.ringback.callcontrol;

import io.ringback.callcontrol.Turn.Then;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A script that the test writes: what follows which key. All it is asked and told is written down. */
final class PlayedScript implements Script {

    final List<String> told = new ArrayList<>();
    private final Map<Character, Turn> turns = new HashMap<>();
    private Turn silent = turn("bye", Then.HANG_UP);

    static Turn turn(String prompt, Then then) {
        return new Turn(
                prompt.isEmpty() ? List.of() : List.of("file:prompts/" + prompt + ".wav"), Locale.ENGLISH, then);
    }

    PlayedScript on(char key, Turn turn) {
        turns.put(key, turn);
        return this;
    }

    PlayedScript onSilence(Turn turn) {
        silent = turn;
        return this;
    }

    @Override
    public Turn opening() {
        told.add("opening");
        return turn("question", Then.ASK);
    }

    /** A key that the test did not write is an error. */
    @Override
    public Turn pressed(char key) {
        told.add("pressed " + key);
        Turn turn = turns.get(key);
        if (turn == null) {
            throw new IllegalArgumentException("No such key");
        }
        return turn;
    }

    @Override
    public Turn silent() {
        told.add("silent");
        return silent;
    }

    @Override
    public void over(End end) {
        told.add("over " + end);
    }
}
