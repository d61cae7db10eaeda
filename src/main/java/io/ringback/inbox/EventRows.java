package io.ringback.inbox;

import io.ringback.database.NotOneRow;
import io.ringback.database.Unhurried;
import io.ringback.inbox.EventHandler.Handling;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The events as rows. A row is ACCEPTED while nobody has tried to handle it, WAITING while it is tried again, STUCK when it was given up
 * or somebody has to mend something, and in the end HANDLED or LATE.
 */
@Component
class EventRows {

    static final String ACCEPTED = "ACCEPTED";

    /** Calls between the same two addresses that may be accepted at a time: they are handled one after the other. */
    static final int MOST_OF_A_TURN = 50;

    static final String UNHANDLED = "state in ('ACCEPTED', 'WAITING', 'STUCK')";

    private static final String ADD = """
            insert into inbound_event (id, kind, case_id, payload, addresses_sealed, state, received_at, handled_at, attempts,
                problem)
            select :id, :kind, cast(:case as uuid), cast(:plain as jsonb), cast(:sealed as bytea), :state,
                   cast(:now as timestamptz), cast(:handled as timestamptz), cast(:attempts as int), cast(:problem as text)
             where not exists (select 1 from inbound_event
                                where state = 'ACCEPTED' and turn = cast(:turn as bigint))
            on conflict (id) do nothing
            """;

    private final JdbcClient jdbc;
    private final EventContent content;
    private final Clock clock;

    EventRows(JdbcClient jdbc, EventContent content, Clock clock) {
        this.jdbc = jdbc;
        this.content = content;
        this.clock = clock;
    }

    /**
     * An event that is handled in this transaction, which {@link NotOneRow} ends as soon as anything else is asked: if the id is taken, or if
     * earlier calls between the same addresses are stored and nobody has tried to handle them.
     */
    void addHandled(InboundEvent event) {
        Unhurried.oneRow(add(Unhurried.writeOne(ADD), event, "HANDLED", content.handled(event), null, null));
    }

    /**
     * An event that is to be handled later.
     *
     * @param problem what it could not be handled for; null if that was not tried
     * @return false if the id is taken, or if earlier calls between the same addresses are stored and nobody has tried to handle them
     */
    boolean addWaiting(InboundEvent event, RuntimeException problem) {
        String state = problem != null && NeedsMending.isBehind(problem) ? "STUCK" : "WAITING";
        return add(ADD, event, state, content.plain(event), content.sealed(event), problem)
                        .update()
                == 1;
    }

    private StatementSpec add(
            String sql, InboundEvent event, String state, String plain, byte[] sealed, RuntimeException problem) {
        Timestamp now = now();
        return jdbc.sql(sql)
                .param("id", event.id())
                .param("kind", event.kind().name())
                .param("case", event.caseId())
                .param("plain", plain)
                .param("sealed", sealed)
                .param("state", state)
                .param("now", now)
                .param("handled", state.equals("HANDLED") ? now : null)
                .param("attempts", problem == null ? 0 : 1)
                .param("problem", problem == null ? null : describe(problem))
                .param("turn", content.turn(event));
    }

    /**
     * An event as it is to be accepted.
     *
     * @param receivedAt when it came
     */
    record Row(InboundEvent event, String plain, byte[] sealed, Long turn, Instant receivedAt) {}

    Row toBeAccepted(InboundEvent event) {
        return new Row(event, content.plain(event), content.sealed(event), content.turn(event), clock.instant());
    }

    /**
     * Stores events by one statement, those whose id is not taken; of calls between two addresses none, if {@link #MOST_OF_A_TURN} are
     * accepted already. Returns their ids.
     */
    Set<String> accept(List<Row> rows) {
        return Set.copyOf(jdbc.sql("""
                        insert into inbound_event (id, kind, case_id, payload, addresses_sealed, state, received_at, turn)
                        select id, kind, case_id::uuid, payload::jsonb, sealed, 'ACCEPTED', received_at::timestamptz, turn
                          from unnest(:ids::text[], :kinds::text[], :cases::text[], :payloads::text[], :sealed::bytea[],
                                      :times::text[], :turns::int8[])
                               as told (id, kind, case_id, payload, sealed, received_at, turn)
                         where not exists (select 1 from inbound_event e
                                            where e.state = 'ACCEPTED' and e.turn = told.turn offset %d)
                        on conflict (id) do nothing returning id
                        """.formatted(MOST_OF_A_TURN - 1))
                .param("ids", texts(rows, row -> row.event().id()))
                .param("kinds", texts(rows, row -> row.event().kind().name()))
                .param("cases", texts(rows, row -> row.event().caseId()))
                .param("payloads", texts(rows, Row::plain))
                .param("sealed", rows.stream().map(Row::sealed).toArray(byte[][]::new))
                .param("times", texts(rows, Row::receivedAt))
                .param("turns", rows.stream().map(Row::turn).toArray(Long[]::new))
                .query(String.class)
                .list());
    }

    private static <T> String[] texts(List<T> rows, Function<T, Object> value) {
        return rows.stream()
                .map(value)
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
    }

    /**
     * Locks accepted events that no other transaction has in hand, the oldest first. Of calls between the same addresses only the
     * oldest, so that they are handled in the order in which they came. Nothing in them is read: what cannot be read would stay among the
     * oldest for ever.
     *
     * @param most how many; written out, as a plan for any number would sort all there are
     */
    List<StoredRow> takeAccepted(int most) {
        return jdbc.sql(StoredRow.SELECT + """
                        e where state = 'ACCEPTED'
                           and not exists (select 1 from inbound_event earlier
                                            where earlier.state = 'ACCEPTED' and earlier.turn = e.turn
                                              and (earlier.received_at, earlier.id) < (e.received_at, e.id))
                         order by received_at limit %d for update of e skip locked
                        """.formatted(most))
                .query(StoredRow::of)
                .list();
    }

    /** What is stored under this id, if anything is. */
    Optional<InboundEvent> find(String eventId) {
        return jdbc.sql(StoredRow.SELECT + "where id = ?")
                .param(eventId)
                .query(StoredRow::of)
                .optional()
                .map(content::read);
    }

    /** Whether it was late; empty if no event of this kind has this id. */
    Optional<Boolean> wasLate(InboundEvent event) {
        return jdbc.sql("select state = 'LATE' from inbound_event where id = ? and kind = ?")
                .params(event.id(), event.kind().name())
                .query(Boolean.class)
                .optional();
    }

    /** Locks an event, if it is still to be handled. */
    Optional<StoredRow> lock(String eventId) {
        return jdbc.sql(StoredRow.SELECT + "where id = ? and " + UNHANDLED + " for update")
                .param(eventId)
                .query(StoredRow::of)
                .optional();
    }

    /** Of these nothing more is to be done, and no address is kept. */
    void close(Map<InboundEvent, Handling> events) {
        List<Map.Entry<InboundEvent, Handling>> all = List.copyOf(events.entrySet());
        jdbc.sql("""
                        update inbound_event e
                           set state = done.state, payload = done.payload::jsonb, addresses_sealed = null, turn = null,
                               handled_at = :now, problem = null
                          from unnest(:ids::text[], :states::text[], :payloads::text[]) as done (id, state, payload)
                         where e.id = done.id
                        """)
                .param("now", now())
                .param("ids", texts(all, one -> one.getKey().id()))
                .param("states", texts(all, one -> one.getValue().name()))
                .param("payloads", texts(all, one -> content.handled(one.getKey())))
                .update();
    }

    /** An event that was handled in this transaction came too late. */
    void setLate(String eventId) {
        jdbc.sql("update inbound_event set state = 'LATE', handled_at = ?, problem = null where id = ?")
                .params(now(), eventId)
                .update();
    }

    /**
     * Notes that handling failed; {@code givenUp} shows the event to operators, as do problems that only they can mend. If it has been
     * handled all the same, by another node or by this one that lost the database's answer, that stays.
     */
    boolean noteProblem(String eventId, Throwable problem, boolean givenUp) {
        return jdbc.sql("update inbound_event set attempts = attempts + 1, turn = null, problem = ?, state = ?"
                                + " where id = ? and " + UNHANDLED)
                        .params(
                                describe(problem),
                                givenUp || NeedsMending.isBehind(problem) ? "STUCK" : "WAITING",
                                eventId)
                        .update()
                == 1;
    }

    /** What was said to a case and is tried again, or was given up. */
    List<String> triedAgainOf(UUID caseId) {
        return jdbc.sql("select id from inbound_event where case_id = ? and state in ('WAITING', 'STUCK')")
                .param(caseId)
                .query(String.class)
                .list();
    }

    /** Whether the event was given up. */
    boolean isStuck(String eventId) {
        return jdbc.sql("select count(*) from inbound_event where id = ? and state = 'STUCK'")
                        .param(eventId)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Forgets events that came before {@code time} and were handled, the oldest first, up to {@code most}. Returns how many. */
    int forgetHandledBefore(Instant time, int most) {
        return jdbc.sql("delete from inbound_event where id in (select id from inbound_event"
                        + " where received_at < ? and state in ('HANDLED', 'LATE') order by received_at limit ?)")
                .params(Timestamp.from(time), most)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static String describe(Throwable problem) {
        return problem.getClass().getSimpleName() + ": " + problem.getMessage();
    }
}
