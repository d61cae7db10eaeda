package io.ringback.media.voice;

import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.Turn;
import java.util.function.BooleanSupplier;

/** Connects a callee who has dialled the number that was lent to their notification, as if they had pressed the key for it. */
final class LentNumberScript implements Script {

    private final OwnNumberScript asked;
    private final BooleanSupplier use;
    private final Turn over;

    /**
     * @param asked of the number's case; it goes on where nobody can be connected
     * @param use takes the number's one use
     * @param over what is said when another call had it
     */
    LentNumberScript(OwnNumberScript asked, BooleanSupplier use, Turn over) {
        this.asked = asked;
        this.use = use;
        this.over = over;
    }

    @Override
    public Turn opening() {
        return use.getAsBoolean() ? asked.connect() : over;
    }

    @Override
    public Turn pressed(char key) {
        return asked.pressed(key);
    }

    @Override
    public Turn silent() {
        return asked.silent();
    }

    @Override
    public Turn enough() {
        return asked.enough();
    }

    @Override
    public void over(End end) {
        asked.over(end);
    }
}
