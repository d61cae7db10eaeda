package io.ringback.callcontrol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.callcontrol.Connection.State;
import io.ringback.callcontrol.Party.Role;
import io.ringback.conversation.Connections.Ending;
import io.ringback.sip.DialogIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    record LeftBehind(UUID id, UUID caseId, boolean talking, List<DialogIdentity> calls) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;
    private final String node;

    ConnectionRows(JdbcClient jdbc, TransactionTemplate transaction, ObjectMapper json, Clock clock, String node) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
        this.node = node;
    }

    /**
     * Makes the connection's row, committed when this returns. The key decides, also between nodes in the same instant.
     *
     * @param refusal asked in the same transaction why it must not be set up
     */
    Begin begin(ConnectionRequest request, Supplier<Optional<String>> refusal) {
        return transaction.execute(status -> {
            Optional<Begin> known = known(request.id());
            if (known.isPresent()) {
                return known.get();
            }
            Optional<String> refused = refusal.get();
            boolean inserted = refused.isEmpty() ? insert(request) : insertRefused(request);
            if (!inserted) {
                return known(request.id()).orElseThrow();
            }
            return refused.<Begin>map(Begin.Refused::new).orElseGet(Begin.Begun::new);
        });
    }

    private Optional<Begin> known(UUID id) {
        return jdbc.sql("select ending from connection where id = ?")
                .param(id)
                .query((row, number) -> (Begin) new Begin.Known(
                        Optional.ofNullable(row.getString("ending")).map(Ending::valueOf)))
                .optional();
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

    /** Notes how far the connection is and the calls it holds. */
    void move(UUID id, State state, Map<Role, DialogIdentity> calls) {
        jdbc.sql("""
                        update connection
                           set state = :state, callee_dialog = :callee::jsonb, caller_dialog = :caller::jsonb,
                               announcement_dialog = :announcement::jsonb,
                               connected_at = coalesce(connected_at, :connected)
                         where id = :id and ended_at is null
                        """)
                .param("state", state.name())
                .param("callee", write(calls.get(Role.CALLEE)))
                .param("caller", write(calls.get(Role.CALLER)))
                .param("announcement", write(calls.getOrDefault(Role.APOLOGY, calls.get(Role.ANNOUNCEMENT))))
                .param("connected", state == State.TALKING ? now() : null, Types.TIMESTAMP)
                .param("id", id)
                .update();
    }

    /** Nothing is left of the connection; with its calls their addresses go. */
    void end(UUID id, Ending ending) {
        jdbc.sql("""
                        update connection
                           set state = ?, ending = ?, ended_at = ?, callee_dialog = null, caller_dialog = null,
                               announcement_dialog = null
                         where id = ? and ended_at is null
                        """).params(State.ENDED.name(), ending.name(), now(), id).update();
    }

    /**
     * What this node's process before this one left behind, and what any node did so long ago that it cannot be under way.
     *
     * @param ownBefore when this process began
     * @param anyBefore when the longest possible connection would have begun
     */
    List<LeftBehind> leftBehind(Instant ownBefore, Instant anyBefore) {
        return jdbc.sql("""
                        select id, case_id, connected_at is not null as talking, callee_dialog, caller_dialog,
                               announcement_dialog
                          from connection
                         where ended_at is null and (node = ? and started_at < ? or started_at < ?)
                        """)
                .params(node, Timestamp.from(ownBefore), Timestamp.from(anyBefore))
                .query(this::leftBehind)
                .list();
    }

    private LeftBehind leftBehind(ResultSet row, int number) throws SQLException {
        return new LeftBehind(
                row.getObject("id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getBoolean("talking"),
                Stream.of(
                                row.getString("callee_dialog"),
                                row.getString("caller_dialog"),
                                row.getString("announcement_dialog"))
                        .filter(Objects::nonNull)
                        .map(this::read)
                        .toList());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private String write(DialogIdentity dialog) {
        try {
            return dialog == null ? null : json.writeValueAsString(dialog);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of strings is always JSON", e);
        }
    }

    private DialogIdentity read(String text) {
        try {
            return json.readValue(text, DialogIdentity.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was stored as JSON is JSON", e);
        }
    }
}
