package io.ringback.media.voice;

import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.Turn;

/** Says one thing, whatever is pressed, and hangs up. */
final class OneSentence implements Script {

    private final Turn said;
    private final Runnable over;

    OneSentence(Turn said, Runnable over) {
        this.said = said;
        this.over = over;
    }

    @Override
    public Turn opening() {
        return said;
    }

    @Override
    public Turn pressed(char key) {
        return said;
    }

    @Override
    public Turn silent() {
        return said;
    }

    @Override
    public Turn enough() {
        return said;
    }

    @Override
    public void over(End end) {
        over.run();
    }
}
