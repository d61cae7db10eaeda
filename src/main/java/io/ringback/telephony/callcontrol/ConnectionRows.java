package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table {@code connection}: which connections there are and were, so that none is set up twice, and what it takes to hang
 * up those that a dead node left behind.
 */
final class ConnectionRows {

    private static final String REFUSED = "REFUSED";

    /** What came of asking for a connection. */
    sealed interface Begin {

        /** It is new: to be dialled, now and by this node only. */
        record Begun() implements Begin {}

        /** Something does not allow it: nothing is to be dialled. */
        record Refused(String why) implements Begin {}

        /** It was asked for before; {@code ending} is empty while it is under way. */
        record Known(Optional<Ending> ending) implements Begin {}
    }

    /** A connection that is under way as far as the table knows. */
    record LeftConnection(UUID id, UUID caseId, boolean talking, List<DialogIdentity> calls) implements LeftBehind {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DialogJson dialogs;
    private final Clock clock;
    private final String node;

    ConnectionRows(JdbcClient jdbc, TransactionTemplate transaction, DialogJson dialogs, Clock clock, String node) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dialogs = dialogs;
        this.clock = clock;
        this.node = node;
    }

    /**
     * What there was before: whether the connection is known, and the last voice call of the case with the callee.
     *
     * @param ending of the connection; empty while it is under way
     * @param call empty if there was none
     */
    private record Before(boolean known, Optional<Ending> ending, Optional<VoiceCall> call) {}

    /**
     * A voice call with the callee.
     *
     * @param keyed whether a key may have asked for this connection
     * @param closed whether it cannot be this connection that was asked for
     */
    private record VoiceCall(UUID id, String node, boolean underWay, boolean keyed, boolean closed) {}

    /**
     * Makes the connection's row, committed when this returns. The key decides, also between nodes in the same instant. A
     * callee who asked for the connection by a key and has hung up since is not called.
     *
     * @param onTheLine whether the callee is on the line here
     * @param refusal asked in the same transaction why it must not be set up
     * @throws IllegalStateException if another node has the callee on the line; to be tried again
     */
    Begin begin(ConnectionRequest request, boolean onTheLine, Supplier<Optional<String>> refusal) {
        return transaction.execute(status -> {
            Before before = before(request);
            if (before.known()) {
                return new Begin.Known(before.ending());
            }
            Optional<String> refused =
                    before.call().filter(call -> !onTheLine).flatMap(this::gone).or(refusal);
            boolean inserted = refused.isEmpty() ? insert(request) : insertRefused(request);
            if (!inserted) {
                return new Begin.Known(before(request).ending());
            }
            return refused.<Begin>map(Begin.Refused::new).orElseGet(Begin.Begun::new);
        });
    }

    private Before before(ConnectionRequest request) {
        return jdbc.sql("""
                        select c.id, c.ending, v.id as call_id, v.node, v.ended_at is null as under_way, v.keyed, v.handed_over
                          from (select 1) as request
                          left join connection c on c.id = :id
                          left join lateral (select * from voice_call
                                              where case_id = :case and person_id = :callee
                                              order by started_at desc limit 1) v on true
                        """)
                .param("id", request.id())
                .param("case", request.caseId())
                .param("callee", request.calleeId())
                .query((row, number) -> new Before(
                        row.getString("id") != null,
                        Optional.ofNullable(row.getString("ending")).map(Ending::valueOf),
                        Optional.ofNullable(row.getObject("call_id", UUID.class))
                                .map(id -> call(id, row))))
                .single();
    }

    private static VoiceCall call(UUID id, ResultSet row) {
        try {
            return new VoiceCall(
                    id,
                    row.getString("node"),
                    row.getBoolean("under_way"),
                    row.getBoolean("keyed"),
                    row.getBoolean("handed_over"));
        } catch (SQLException e) {
            throw new IllegalStateException("The columns are those of the query", e);
        }
    }

    /** Why the callee is not called: they were on the line when they asked for it, and are not any more. */
    private Optional<String> gone(VoiceCall call) {
        if (call.underWay() && !call.node().equals(node)) {
            throw new IllegalStateException(
                    "Another node talks to the callee: it is the one to set up the connection, or when it is done. Try again.");
        }
        if (!call.keyed() || call.closed()) {
            return Optional.empty();
        }
        jdbc.sql("update voice_call set handed_over = true where id = ?")
                .param(call.id())
                .update();
        return Optional.of("The callee had asked for it in a voice call, and had hung up.");
    }

    private boolean insert(ConnectionRequest request) {
        return jdbc.sql("""
                                insert into connection (id, case_id, callee_id, caller_id, node, state, started_at)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                                """)
                        .params(
                                request.id(),
                                request.caseId(),
                                request.calleeId(),
                                request.callerId(),
                                node,
                                State.CALLING_CALLEE.name(),
                                now())
                        .update()
                == 1;
    }

    /** Names nobody, so that it does not count as one of theirs. */
    private boolean insertRefused(ConnectionRequest request) {
        return jdbc.sql("""
                                insert into connection (id, case_id, node, state, ending, started_at, ended_at)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                                """)
                        .params(request.id(), request.caseId(), node, REFUSED, Ending.FAILED.name(), now(), now())
                        .update()
                == 1;
    }

    /** Has several entries written, or none of them. */
    void together(Runnable entries) {
        transaction.executeWithoutResult(status -> entries.run());
    }

    /** What {@link #move} writes of a call. */
    byte[] sealed(UUID id, DialogIdentity call) {
        return dialogs.write(id, call);
    }

    /**
     * Notes how far the connection is and the calls it holds; without their addresses once one of the two has been erased.
     *
     * @param calls as {@link #sealed} has them
     */
    void move(UUID id, State state, Map<Role, byte[]> calls) {
        jdbc.sql("""
                        update connection
                           set state = :state,
                               callee_dialog = case when callee_id is null or caller_id is null then null else :callee::bytea end,
                               caller_dialog = case when callee_id is null or caller_id is null then null else :caller::bytea end,
                               announcement_dialog = :announcement::bytea,
                               asking_dialog = :asking::bytea,
                               connected_at = coalesce(connected_at, :connected)
                         where id = :id and ended_at is null
                        """)
                .param("state", state.name())
                .param("callee", calls.get(Role.CALLEE), Types.BINARY)
                .param("caller", calls.get(Role.CALLER), Types.BINARY)
                .param("announcement", calls.getOrDefault(Role.APOLOGY, calls.get(Role.ANNOUNCEMENT)), Types.BINARY)
                .param("asking", calls.get(Role.IVR), Types.BINARY)
                .param("connected", state == State.TALKING ? now() : null, Types.TIMESTAMP)
                .param("id", id)
                .update();
    }

    /** The callee's or the caller's phone has answered. */
    void answered(UUID id, Role role, DialogIdentity phone) {
        jdbc.sql("""
                        update connection
                           set callee_dialog = case when :role = 'CALLEE' then :phone::bytea else callee_dialog end,
                               caller_dialog = case when :role = 'CALLER' then :phone::bytea else caller_dialog end
                         where id = :id and ended_at is null and callee_id is not null and caller_id is not null
                        """)
                .param("role", role.name())
                .param("phone", dialogs.write(id, phone))
                .param("id", id)
                .update();
    }

    /** Nothing is left of the connection; with its calls their addresses go. */
    void end(UUID id, Ending ending) {
        jdbc.sql("""
                        update connection
                           set state = ?, ending = ?, ended_at = ?, callee_dialog = null, caller_dialog = null,
                               announcement_dialog = null, asking_dialog = null
                         where id = ? and ended_at is null
                        """).params(State.ENDED.name(), ending.name(), now(), id).update();
    }

    /** This node holds them still. */
    void hold(Set<UUID> underWay) {
        jdbc.sql("update connection set held_at = now() where id = any (?) and ended_at is null")
                .param(underWay.toArray(UUID[]::new))
                .update();
    }

    /**
     * What this node's process before this one left behind, and what any node did that has not said for so long that it holds it.
     *
     * @param ownBefore when this process began
     * @param silentFor after how long a node is taken to be gone for good
     */
    List<LeftConnection> leftBehind(Instant ownBefore, Duration silentFor) {
        return jdbc.sql("""
                        select id, case_id, connected_at is not null as talking, callee_dialog, caller_dialog,
                               announcement_dialog, asking_dialog
                          from connection
                         where ended_at is null and (node = ? and started_at < ? or held_at < now() - ? * interval '1 second')
                        """)
                .params(node, Timestamp.from(ownBefore), silentFor.toSeconds())
                .query(this::leftBehind)
                .list();
    }

    private LeftConnection leftBehind(ResultSet row, int number) throws SQLException {
        return new LeftConnection(
                row.getObject("id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getBoolean("talking"),
                dialogs.read(row, "callee_dialog", "caller_dialog", "announcement_dialog", "asking_dialog"));
    }

    /** Those of {@code underWay} whose case was cancelled. */
    List<UUID> ofCancelledCases(Set<UUID> underWay) {
        return jdbc.sql("""
                        select t.id from connection t join failed_call_case c on c.id = t.case_id
                         where t.id = any (?) and c.outcome = 'CANCELLED'
                        """)
                .param(underWay.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
