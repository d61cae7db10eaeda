package io.ringback.media.voice;

import io.ringback.telephony.callcontrol.Dialogues;
import io.ringback.telephony.callcontrol.Script;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the table as dialogues do, but rings no phone: the test says what happens on it. */
final class PlayedDialogues implements Dialogues {

    /** A call that was made, or a caller who was spoken to. */
    record Spoken(UUID callId, int attempt, Listener listener, Script script, boolean onTheSpot) {}

    final List<Spoken> spoken = new CopyOnWriteArrayList<>();

    volatile boolean callerIsOnTheLine;

    /** What happens before {@link #call} returns. */
    volatile Consumer<Spoken> atOnce = call -> {};

    private final JdbcClient jdbc;

    PlayedDialogues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void forget() {
        spoken.clear();
        callerIsOnTheLine = false;
        atOnce = call -> {};
    }

    @Override
    public boolean call(Listener listener, Scripts scripts) {
        return speak(listener, scripts, false);
    }

    @Override
    public boolean answer(Listener listener, Scripts scripts) {
        return callerIsOnTheLine && speak(listener, scripts, true);
    }

    private boolean speak(Listener listener, Scripts scripts, boolean onTheSpot) {
        UUID callId = UUID.randomUUID();
        Optional<Integer> attempt = begin(callId, listener);
        attempt.ifPresent(number -> {
            Spoken call = new Spoken(callId, number, listener, scripts.of(callId, number), onTheSpot);
            spoken.add(call);
            atOnce.accept(call);
        });
        return attempt.isPresent();
    }

    private Optional<Integer> begin(UUID callId, Listener listener) {
        return jdbc.sql("""
                        insert into voice_call (id, message_id, attempt, case_id, person_id, node, state, started_at)
                        select :id, :message, coalesce(max(attempt), 0) + 1, :case, :person, 'here', 'CALLING', now()
                          from voice_call where message_id = :message
                        having count(*) = 0 or bool_and(ended_at is not null and another)
                        returning attempt
                        """)
                .param("id", callId)
                .param("message", listener.messageId())
                .param("case", listener.caseId())
                .param("person", listener.personId())
                .query(Integer.class)
                .optional();
    }

    /** The call ends, and the script is told first. */
    void end(Spoken call, Script.End end) {
        call.script().over(end);
        jdbc.sql("update voice_call set ended_at = now(), state = 'ENDED', result = ? where id = ?")
                .params(end.name(), call.callId())
                .update();
    }

    @Override
    public void allowAnother(UUID callId) {
        jdbc.sql("update voice_call set another = true where id = ?")
                .param(callId)
                .update();
    }
}
