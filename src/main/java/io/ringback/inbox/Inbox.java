package io.ringback.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.inbox.EventHandler.Handling;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes events in. The first try stores the event and handles it in one transaction. If that fails the event is stored
 * alone, and handled by {@link EventRetry}. Either way it is durable when {@link #receive} returns; if it throws, nothing
 * was stored and the sender must send again.
 */
@Component
public class Inbox implements SealedColumn.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final TypeReference<Map<String, String>> CONTENT = new TypeReference<>() {};
    private static final int TRIES_AT_ONCE = 2;

    /** What in the content of an event is the address of a person; it lies apart, encrypted. */
    private static final Set<String> ADDRESSES = Set.of("caller", "callee", "from", "recipient");

    private static final SealedColumn SEALED = new SealedColumn(
            "inbound_event.addresses_sealed",
            """
            select id as row, addresses_sealed as sealed from inbound_event
             where id > coalesce(?, '') and addresses_sealed is not null order by id limit ?
            """,
            "update inbound_event set addresses_sealed = ? where id = ? and addresses_sealed = ?");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final SealedAddresses addresses;
    private final HandledContent handled;
    private final Clock clock;
    private final ObjectProvider<Scheduler> scheduler;
    private final ObjectProvider<EventHandler> handlers;

    Inbox(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ObjectMapper json,
            SealedAddresses addresses,
            HandledContent handled,
            Clock clock,
            ObjectProvider<Scheduler> scheduler,
            ObjectProvider<EventHandler> handlers) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.addresses = addresses;
        this.handled = handled;
        this.clock = clock;
        this.scheduler = scheduler;
        this.handlers = handlers;
    }

    @Override
    public Stream<SealedColumn> sealedColumns() {
        return Stream.of(SEALED);
    }

    /** Takes an event that anyone may send. */
    public Reception receive(InboundEvent event) {
        return receive(event, () -> true);
    }

    /**
     * Takes an event that is allowed once.
     *
     * @param claim takes the permission in the transaction that stores the event; false if there is none (any more)
     */
    public Reception receive(InboundEvent event, BooleanSupplier claim) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // What fails in here would take that transaction with it, and its reason would be lost.
            throw new IllegalStateException("Within a transaction, have the event follow it");
        }
        try (MDC.MDCCloseable ignored = MDC.putCloseable("caseId", Objects.toString(event.caseId(), null))) {
            for (int tried = 1; tried <= TRIES_AT_ONCE; tried++) {
                try {
                    return transaction.execute(status -> storeAndHandle(event, claim));
                } catch (RuntimeException e) {
                    LOG.debug("Event {} could not be handled at once (try {})", event.id(), tried, e);
                    if (tried == TRIES_AT_ONCE) {
                        return transaction.execute(status -> storeForLater(event, claim, e));
                    }
                }
            }
            throw new IllegalStateException("unreachable");
        }
    }

    /**
     * Takes an event that another one brought about, in the transaction of that one: stored with it, and handled on its own once
     * it has committed. An event with an id that was taken before is not taken again.
     */
    public void follow(InboundEvent event) {
        if (store(event, "WAITING", null)) {
            EventRetry.scheduleNow(scheduler.getObject(), event.id(), clock.instant());
        }
    }

    private Reception storeAndHandle(InboundEvent event, BooleanSupplier claim) {
        if (!claim.getAsBoolean()) {
            return refusedOrStoredBefore(event);
        }
        if (!store(event, "HANDLED", null)) {
            return repeatedOrConflicting(event);
        }
        boolean late = handlerOf(event).handle(event) == Handling.LATE;
        if (late) {
            setState(event.id(), "LATE");
        }
        return new Reception.Stored(event.caseId(), late);
    }

    private Reception storeForLater(InboundEvent event, BooleanSupplier claim, RuntimeException problem) {
        if (!claim.getAsBoolean()) {
            return refusedOrStoredBefore(event);
        }
        if (!store(event, NeedsMending.isBehind(problem) ? "STUCK" : "WAITING", describe(problem))) {
            return repeatedOrConflicting(event);
        }
        LOG.warn("Event {} is stored and will be handled later: {}", event.id(), describe(problem));
        EventRetry.schedule(scheduler.getObject(), event.id(), clock.instant());
        return new Reception.Stored(event.caseId(), false);
    }

    /** The permission may have gone to this very event: in a first try that was committed while its answer was lost. */
    private Reception refusedOrStoredBefore(InboundEvent event) {
        return jdbc.sql("select state = 'LATE' from inbound_event where id = ? and kind = ?")
                .params(event.id(), event.kind().name())
                .query(Boolean.class)
                .optional()
                .<Reception>map(late -> new Reception.Stored(event.caseId(), late))
                .orElseGet(Reception.Refused::new);
    }

    private boolean store(InboundEvent event, String state, String problem) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                                insert into inbound_event (id, kind, case_id, payload, addresses_sealed, state, received_at,
                                    handled_at, attempts, problem)
                                values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                                """)
                        .params(
                                event.id(),
                                event.kind().name(),
                                event.caseId(),
                                write(state.equals("HANDLED") ? handled.of(event.content()) : part(event, false)),
                                state.equals("HANDLED") ? null : seal(event),
                                state,
                                now,
                                state.equals("HANDLED") ? now : null,
                                problem == null ? 0 : 1,
                                problem)
                        .update()
                == 1;
    }

    private Reception repeatedOrConflicting(InboundEvent event) {
        return jdbc.sql("select id, kind, case_id, payload, addresses_sealed from inbound_event where id = ?")
                .param(event.id())
                .query((row, number) ->
                        row.getString("kind").equals(event.kind().name()) && isOf(content(row), event)
                                ? new Reception.Repeated(row.getObject("case_id", UUID.class))
                                : (Reception) new Reception.Conflicting())
                .single();
    }

    /** Of what an older version has handled, nothing is left but the id. */
    private boolean isOf(Map<String, String> stored, InboundEvent event) {
        return stored.isEmpty() || stored.equals(event.content()) || stored.equals(handled.of(event.content()));
    }

    /** Handles a stored event once more, in one transaction. Does nothing if it has been handled. */
    void handleStored(String eventId) {
        transaction.executeWithoutResult(status -> waiting(eventId).forEach(event -> {
            try (MDC.MDCCloseable ignored = MDC.putCloseable("caseId", Objects.toString(event.caseId(), null))) {
                Handling handling = handlerOf(event).handle(event);
                close(event, handling.name());
            }
        }));
    }

    private void close(InboundEvent event, String state) {
        jdbc.sql("update inbound_event set payload = ?::jsonb, addresses_sealed = null where id = ?")
                .params(write(handled.of(event.content())), event.id())
                .update();
        setState(event.id(), state);
    }

    /**
     * What was stored and waits to be handled, or was given up, is not handled any more if it belongs to one of the cases, or names one
     * of the addresses. An event whose very id names an address is forgotten: if it is sent again, it is a new one.
     *
     * @return the ids of those that were on the agenda
     */
    List<String> drop(Erased who) {
        List<InboundEvent> gone = jdbc
                .sql("select id, kind, case_id, payload, addresses_sealed from inbound_event"
                        + " where state in ('WAITING', 'STUCK')")
                .query((row, number) -> event(row))
                .list()
                .stream()
                .filter(event -> event.caseId() != null && who.cases().contains(event.caseId()) || names(event, who))
                .toList();
        gone.stream().flatMap(event -> waiting(event.id()).stream()).forEach(event -> close(event, "LATE"));
        jdbc.sql("delete from inbound_event where case_id = any (:cases) and id like any (:texts)"
                        + " or case_id is null and id like any (:texts)")
                .param("cases", who.cases().toArray(UUID[]::new))
                .param("texts", who.textPatterns())
                .update();
        return gone.stream().map(InboundEvent::id).toList();
    }

    private static boolean names(InboundEvent event, Erased who) {
        return event.content().entrySet().stream()
                .anyMatch(one -> ADDRESSES.contains(one.getKey()) && who.owns(new Address(one.getValue())));
    }

    private List<InboundEvent> waiting(String eventId) {
        return jdbc.sql("select id, kind, case_id, payload, addresses_sealed from inbound_event"
                        + " where id = ? and state in ('WAITING', 'STUCK') for update")
                .param(eventId)
                .query((row, number) -> event(row))
                .list();
    }

    private InboundEvent event(ResultSet row) throws SQLException {
        return new InboundEvent(
                row.getString("id"),
                EventKind.valueOf(row.getString("kind")),
                row.getObject("case_id", UUID.class),
                content(row));
    }

    /**
     * Notes that handling failed again; {@code givenUp} shows the event to operators, as do problems that only they can mend. If
     * it has been handled all the same, by another node or by this one that lost the database's answer, that stays.
     */
    void noteProblem(String eventId, RuntimeException problem, boolean givenUp) {
        jdbc.sql("update inbound_event set attempts = attempts + 1, problem = ?, state = ?"
                        + " where id = ? and state in ('WAITING', 'STUCK')")
                .params(describe(problem), givenUp || NeedsMending.isBehind(problem) ? "STUCK" : "WAITING", eventId)
                .update();
    }

    /** What was said to a case and is still to be handled, or was given up. */
    List<String> unhandledOf(UUID caseId) {
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

    private void setState(String eventId, String state) {
        jdbc.sql("update inbound_event set state = ?, handled_at = ?, problem = null where id = ?")
                .params(state, Timestamp.from(clock.instant()), eventId)
                .update();
    }

    /**
     * Forgets events that came before {@code time} and were handled, the oldest first. Those that wait or are stuck stay.
     *
     * @param most that are forgotten now
     * @return how many there were
     */
    public int forgetHandledBefore(Instant time, int most) {
        return jdbc.sql("delete from inbound_event where id in (select id from inbound_event"
                        + " where received_at < ? and state in ('HANDLED', 'LATE') order by received_at limit ?)")
                .params(Timestamp.from(time), most)
                .update();
    }

    private EventHandler handlerOf(InboundEvent event) {
        return handlers.stream()
                .filter(handler -> handler.handles(event.kind()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("Nothing handles events of kind " + event.kind()));
    }

    private static String describe(RuntimeException problem) {
        return problem.getClass().getSimpleName() + ": " + problem.getMessage();
    }

    /** The part of the content that is addresses, or the other part. */
    private static Map<String, String> part(InboundEvent event, boolean ofAddresses) {
        Map<String, String> content = new HashMap<>(event.content());
        content.keySet().removeIf(name -> ADDRESSES.contains(name) != ofAddresses);
        return content;
    }

    private byte[] seal(InboundEvent event) {
        Map<String, String> part = part(event, true);
        return part.isEmpty() ? null : addresses.seal(SEALED, event.id(), write(part));
    }

    private Map<String, String> content(ResultSet row) throws SQLException {
        Map<String, String> content = new HashMap<>(read(row.getString("payload")));
        byte[] sealed = row.getBytes("addresses_sealed");
        if (sealed != null) {
            content.putAll(read(addresses.open(SEALED, row.getString("id"), sealed)));
        }
        return content;
    }

    private String write(Map<String, String> content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of strings is always JSON", e);
        }
    }

    private Map<String, String> read(String content) {
        try {
            return json.readValue(content, CONTENT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was stored as JSON is JSON", e);
        }
    }
}
