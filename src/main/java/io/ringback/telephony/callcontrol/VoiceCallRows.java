package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Dialogue.State;
import io.ringback.telephony.callcontrol.Dialogues.Listener;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code voice_call}: which calls there are and were, so that no message is spoken twice, and what it takes to hang
 * up those that a dead node left behind.
 */
final class VoiceCallRows {

    /**
     * A call that is under way as far as the table knows.
     *
     * @param messageId empty for a call to Ringback's own number
     */
    record LeftVoiceCall(UUID id, Optional<UUID> messageId, List<DialogIdentity> calls) implements LeftBehind {}

    private final JdbcClient jdbc;
    private final DialogJson dialogs;
    private final Clock clock;
    private final String node;

    VoiceCallRows(JdbcClient jdbc, DialogJson dialogs, Clock clock, String node) {
        this.jdbc = jdbc;
        this.dialogs = dialogs;
        this.clock = clock;
        this.node = node;
    }

    /**
     * Makes the call's row, committed when this returns. The key decides, also between nodes in the same instant.
     *
     * @return which attempt of the message it is, from 1; empty if another is under way, or was the last
     */
    Optional<Integer> begin(UUID id, Listener listener, State state) {
        return jdbc.sql("""
                        insert into voice_call (id, message_id, attempt, case_id, person_id, node, state, started_at)
                        select :id, :message, coalesce(max(attempt), 0) + 1, :case, :person, :node, :state, :now
                          from voice_call where message_id = :message
                        having count(*) = 0 or bool_and(ended_at is not null)
                               and (array_agg(another order by attempt desc))[1]
                        on conflict (message_id, attempt) do nothing
                        returning attempt
                        """)
                .param("id", id)
                .param("message", listener.messageId())
                .param("case", listener.caseId())
                .param("person", listener.personId())
                .param("node", node)
                .param("state", state.name())
                .param("now", now())
                .query(Integer.class)
                .optional();
    }

    /** Makes the row of a call of {@code person} to Ringback's own number, which is about no case yet. */
    void beginDialled(UUID id, UUID person) {
        jdbc.sql("insert into voice_call (id, attempt, person_id, node, state, started_at) values (?, 1, ?, ?, ?, ?)")
                .params(id, person, node, State.JOINING.name(), now())
                .update();
    }

    /** A key of the call asks for a connection of the case. */
    void goesOnFor(UUID id, UUID caseId) {
        jdbc.sql("update voice_call set case_id = ?, keyed = true where id = ?")
                .params(caseId, id)
                .update();
    }

    /** It does not after all. */
    void doesNotGoOn(UUID id) {
        jdbc.sql("update voice_call set case_id = null where id = ?").param(id).update();
    }

    /** Of a call to Ringback's own number that has asked for no connection, nothing is kept. */
    void forget(UUID id) {
        jdbc.sql("delete from voice_call where id = ? and message_id is null and case_id is null")
                .param(id)
                .update();
    }

    /** Notes how far the call is, and the calls it holds. */
    void move(UUID id, State state, Map<Role, DialogIdentity> calls) {
        DialogIdentity phone = calls.getOrDefault(Role.CALLEE, calls.get(Role.CALLER));
        jdbc.sql("""
                        update voice_call
                           set state = :state, phone_dialog = :phone::bytea, server_dialog = :server::bytea,
                               answered_at = coalesce(answered_at, case when :phone::bytea is null then null else :now::timestamptz end)
                         where id = :id and ended_at is null
                        """)
                .param("state", state.name())
                .param("phone", dialogs.write(id, phone))
                .param("server", dialogs.write(id, calls.get(Role.IVR)))
                .param("now", now())
                .param("id", id)
                .update();
    }

    /** The phone has answered. */
    void answered(UUID id, DialogIdentity phone) {
        jdbc.sql("update voice_call set phone_dialog = ?::bytea, answered_at = coalesce(answered_at, ?)"
                        + " where id = ? and ended_at is null")
                .params(dialogs.write(id, phone), now(), id)
                .update();
    }

    /** A key was pressed: it may ask for a connection. */
    void keyed(UUID id) {
        jdbc.sql("update voice_call set keyed = true where id = ?").param(id).update();
    }

    /** No connection will have this phone, or one has it. */
    void notConnectable(UUID id) {
        jdbc.sql("update voice_call set handed_over = true where id = ?")
                .param(id)
                .update();
    }

    /**
     * Nothing is left of the call; with its calls their addresses go.
     *
     * @param connectable whether a key may have asked for a connection that has not come
     */
    void end(UUID id, End result, boolean connectable) {
        jdbc.sql("""
                        update voice_call
                           set state = ?, result = ?, ended_at = ?, handed_over = handed_over or not ?,
                               phone_dialog = null, server_dialog = null
                         where id = ? and ended_at is null
                        """)
                .params(State.ENDED.name(), result.name(), now(), connectable, id)
                .update();
    }

    /** The call's message may be spoken once more. */
    void allowAnother(UUID id) {
        jdbc.sql("update voice_call set another = true where id = ?").param(id).update();
    }

    /** This node holds them still. */
    void hold(Set<UUID> underWay) {
        jdbc.sql("update voice_call set held_at = now() where id = any (?) and ended_at is null")
                .param(underWay.toArray(UUID[]::new))
                .update();
    }

    /**
     * What this node's process before this one left behind, and what any node did that has not said for so long that it holds it.
     *
     * @param ownBefore when this process began
     * @param silentFor after how long a node is taken to be gone for good
     */
    List<LeftVoiceCall> leftBehind(Instant ownBefore, Duration silentFor) {
        return jdbc.sql("""
                        select id, message_id, phone_dialog, server_dialog
                          from voice_call
                         where ended_at is null and (node = ? and started_at < ? or held_at < now() - ? * interval '1 second')
                        """)
                .params(node, Timestamp.from(ownBefore), silentFor.toSeconds())
                .query((row, number) -> new LeftVoiceCall(
                        row.getObject("id", UUID.class),
                        Optional.ofNullable(row.getObject("message_id", UUID.class)),
                        dialogs.read(row, "phone_dialog", "server_dialog")))
                .list();
    }

    /**
     * Those of {@code underWay} whose case was cancelled, also the open one of which a call tells that is kept for one that joined; and
     * those whose row is gone, as whom they speak to was erased.
     */
    List<UUID> ofCancelledCases(Set<UUID> underWay) {
        return jdbc.sql("""
                        select held.id from unnest(?) as held (id)
                          left join voice_call t on t.id = held.id
                          left join failed_call_case c on c.id = t.case_id
                          left join failed_call_case o on o.id = c.joined_to
                         where t.id is null or 'CANCELLED' in (c.outcome, o.outcome)
                            or t.message_id is null and t.person_id is null
                        """)
                .param(underWay.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
