package io.ringback.telephony.callcontrol;

import io.ringback.telephony.callcontrol.Turn.Then;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A script that the test writes: what follows which key. All it is asked and told is written down. */
final class PlayedScript implements Script {

    final List<String> told = new CopyOnWriteArrayList<>();
    private final Map<Character, Turn> turns = new HashMap<>();
    private Turn opening = turn("signal", Then.ASK);
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

    PlayedScript onOpening(Turn turn) {
        opening = turn;
        return this;
    }

    /** What it is asked for. */
    Turn next(Cue cue) {
        if (cue instanceof Cue.Pressed pressed) {
            return pressed(pressed.key());
        }
        if (cue instanceof Cue.Enough) {
            return enough();
        }
        return cue instanceof Cue.Opening ? opening() : silent();
    }

    @Override
    public Turn opening() {
        told.add("opening");
        return opening;
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
    public Turn enough() {
        told.add("enough");
        return turn("bye", Then.HANG_UP);
    }

    @Override
    public void over(End end) {
        told.add("over " + end);
    }
}
