package io.ringback.engine.acts;

import io.ringback.cases.CaseState;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import io.ringback.web.operations.acts.CaseActs.Receiver;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how cases stand, many in one statement: their rows, those of their processes, and what they wrote last. */
@Component
class Stands {

    private static final int PORTION = 1000;

    private static final String STANDS = """
            select w.id, c.state, p.id_ is not null as process, p.proc_def_id_, p.suspension_state_ = 2 as suspended,
                   tokens.places, jobs.*, told.waits_for,
                   m.id as message_id, m.kind, m.medium, m.person_id, m.device_id, m.state as message_state,
                   m.attempts > 0 as tried, m.owner is not null as in_hand, m.held_until,
                   m.state = 'SENT' or m.leaving as has_left, m.name, had.id as may_have, had.name as may_have_name
              from unnest(:cases::uuid[]) with ordinality as w (id, nr)
              left join failed_call_case c on c.id = w.id
              left join act_ru_execution p on p.id_ = c.process_instance_id and c.outcome is null
              left join lateral (
                   select array_agg(t.act_id_) as places from act_ru_execution t
                    where t.proc_inst_id_ = p.id_ and t.is_active_ and t.act_id_ is not null) tokens on true
              left join lateral (
                   select max(j.id_) filter (where j.type_ = 'message' and j.exception_stack_id_ is not null) as failed_job,
                          coalesce(bool_or(j.type_ = 'message' and j.exception_stack_id_ is null), false) as fresh_job,
                          (array_agg(j.id_ order by j.duedate_) filter (where j.type_ = 'timer'))[1] as timer
                     from act_ru_job j where j.process_instance_id_ = p.id_) jobs on true
              left join lateral (
                   select array_agg(s.event_name_) as waits_for from act_ru_event_subscr s
                    where s.event_type_ = 'message' and s.execution_id_ in
                          (select e.id_ from act_ru_execution e where e.proc_inst_id_ = p.id_)) told on true
              left join lateral (
                   select o.*, n.name from outbound_message o
                     join unnest(:states::text[], :kinds::text[]) as awaited (state, kind)
                       on awaited.state = c.state and awaited.kind = o.kind
                     join person n on n.id = o.person_id
                    where o.case_id = c.id
                    order by o.created_at desc limit 1) m on true
              left join lateral (
                   select n.id, n.name from outbound_message h join person n on n.id = h.person_id
                    where h.case_id = c.id and h.kind = m.kind and (h.state = 'SENT' or h.leaving) limit 1) had on true
             order by w.nr
            """;

    private final JdbcClient jdbc;

    Stands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How they stand, in their order. */
    List<Stand> of(List<UUID> cases) {
        List<Stand> stands = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += PORTION) {
            stands.addAll(portion(cases.subList(from, Math.min(from + PORTION, cases.size()))));
        }
        return stands;
    }

    private List<Stand> portion(List<UUID> cases) {
        List<MessageKind> awaited = Arrays.stream(MessageKind.values())
                .filter(kind -> kind.awaitedIn().isPresent())
                // It is asked beside: the case waits for the callee all the same.
                .filter(kind -> kind != MessageKind.TIME_QUESTION)
                .toList();
        return jdbc.sql(STANDS)
                .param("cases", cases.toArray(UUID[]::new))
                .param(
                        "states",
                        awaited.stream()
                                .map(kind -> kind.awaitedIn().orElseThrow().name())
                                .toArray(String[]::new))
                .param("kinds", awaited.stream().map(MessageKind::name).toArray(String[]::new))
                .query((row, number) -> read(row))
                .list();
    }

    private static Stand read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String state = row.getString("state");
        return new Stand(
                id,
                state == null ? null : CaseState.valueOf(state),
                row.getBoolean("process"),
                row.getString("proc_def_id_"),
                row.getBoolean("suspended"),
                texts(row.getArray("places")),
                row.getString("failed_job"),
                row.getBoolean("fresh_job"),
                row.getString("timer"),
                texts(row.getArray("waits_for")),
                written(id, row),
                Optional.ofNullable(row.getObject("may_have", UUID.class))
                        .map(had -> receiver(had, row, "may_have_name")));
    }

    private static Optional<Stand.Written> written(UUID caseId, ResultSet row) throws SQLException {
        UUID message = row.getObject("message_id", UUID.class);
        if (message == null) {
            return Optional.empty();
        }
        Timestamp heldUntil = row.getTimestamp("held_until");
        return Optional.of(new Stand.Written(
                new OutboundMessage(
                        message,
                        caseId,
                        MessageKind.valueOf(row.getString("kind")),
                        Medium.valueOf(row.getString("medium")),
                        row.getObject("person_id", UUID.class),
                        row.getObject("device_id", UUID.class)),
                row.getString("message_state"),
                row.getBoolean("tried"),
                row.getBoolean("in_hand"),
                heldUntil == null ? null : heldUntil.toInstant(),
                row.getBoolean("has_left"),
                receiver(row.getObject("person_id", UUID.class), row, "name")));
    }

    private static Receiver receiver(UUID id, ResultSet row, String name) {
        try {
            return new Receiver(id, row.getString(name));
        } catch (SQLException e) {
            throw new IllegalStateException("The columns are those of the statement", e);
        }
    }

    private static Set<String> texts(Array array) throws SQLException {
        return array == null
                ? Set.of()
                : Arrays.stream((String[]) array.getArray()).collect(Collectors.toSet());
    }
}
