package io.ringback.media.voice;

import io.ringback.protocol.sip.IncomingCall;
import io.ringback.telephony.callcontrol.OwnNumber;
import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.WaitingCall;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers no call: the test says what happens on it. */
final class PlayedNumber implements OwnNumber {

    final List<Dialler> diallers = new CopyOnWriteArrayList<>();
    private final List<Script> scripts = new CopyOnWriteArrayList<>();
    private final List<Script> ofStrangers = new CopyOnWriteArrayList<>();

    static IncomingCall call() {
        return WaitingCall.offered();
    }

    void forget() {
        diallers.clear();
        scripts.clear();
        ofStrangers.forEach(script -> script.over(Script.End.FINISHED));
        ofStrangers.clear();
    }

    /** What is said in the last call. */
    Script last() {
        return scripts.get(scripts.size() - 1);
    }

    List<Script> strangers() {
        return List.copyOf(ofStrangers);
    }

    @Override
    public boolean answer(IncomingCall call, Dialler dialler, Scripts made) {
        diallers.add(dialler);
        scripts.add(made.of(new Played(UUID.randomUUID())));
        return true;
    }

    @Override
    public boolean answer(IncomingCall call, Script script) {
        scripts.add(script);
        ofStrangers.add(script);
        return true;
    }

    private record Played(UUID id) implements Dialled {

        @Override
        public boolean goesOnFor(UUID caseId) {
            return true;
        }

        @Override
        public void doesNotGoOnFor(UUID caseId) {}
    }
}
