package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Dialogue.State;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a voice call's script, and keeps the call's row: that a key was pressed is in it before the script hears of the key, and
 * the script has heard of the end before the row has ended.
 */
final class VoiceRecords implements Prompter {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceRecords.class);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final UUID id;
    private final VoiceCallRows rows;
    private final Script script;
    private final Recorder recorder;

    // Of the recorder's thread.
    private boolean connectable;
    private End result = End.FAILED;

    VoiceRecords(UUID id, VoiceCallRows rows, Script script, Recorder recorder) {
        this.id = id;
        this.rows = rows;
        this.script = script;
        this.recorder = recorder;
    }

    @Override
    public void next(Cue cue, Consumer<Optional<Turn>> then) {
        recorder.once(() -> then.accept(turn(cue)));
    }

    private Optional<Turn> turn(Cue cue) {
        try {
            if (cue instanceof Cue.Pressed) {
                noteKeyed();
            }
            Turn turn = cue.ask(script);
            connectable |= turn.then() == Then.CONNECT;
            return Optional.of(turn);
        } catch (RuntimeException e) {
            LOG.error("The script of voice call {} fails, and it is hung up: {}", id, e.getClass(), e);
            return Optional.empty();
        }
    }

    /**
     * Not longer than a person waits, and a connection to the database is waited for much longer. Without this note, a phone may
     * be rung once more after a crash; whether what the key does is stored, the script sees for itself.
     */
    private void noteKeyed() {
        CompletableFuture<Void> noted =
                CompletableFuture.runAsync(() -> rows.keyed(id), task -> new Thread(task, "voice-calls-key").start());
        try {
            noted.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("That a key was pressed in voice call {} cannot be recorded now: {}", id, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void moved(State state, Map<Role, DialogIdentity> calls) {
        recorder.write(() -> rows.move(id, state, calls));
    }

    @Override
    public void over(End end) {
        recorder.write(() -> {
            result = end;
            connectable &= end != End.CONNECTED;
            script.over(end);
        });
    }

    @Override
    public void missed() {
        recorder.write(() -> {
            connectable = false;
            rows.notConnectable(id);
        });
    }

    @Override
    public void ended() {
        recorder.write(() -> rows.end(id, result, connectable));
    }
}
