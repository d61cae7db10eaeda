package io.ringback.web.operations;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What did not go through: messages that have not left, events that are not handled. */
@Component
class Unfinished {

    private static final int MOST = 200;

    /** A message that waits or was given up; {@code problem} is the last one, or that it is held, or null. */
    record Message(
            UUID id,
            UUID caseId,
            String kind,
            String medium,
            String person,
            String state,
            int attempts,
            Instant createdAt,
            String problem) {}

    /** An event without what was in it, which may name addresses. */
    record Event(String id, String kind, UUID caseId, String state, Instant receivedAt, int attempts, String problem) {}

    private final JdbcClient jdbc;

    Unfinished(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Messages that wait, the oldest first. */
    List<Message> waiting() {
        return messages("m.state = 'WAITING' order by coalesce(m.held_until, m.created_at) limit " + MOST);
    }

    /** Messages of open cases that could not be delivered, the newest first. Who was not told how a case stands needs no operator. */
    List<Message> failed() {
        return messages("m.state in ('FAILED', 'SET_ASIDE') and m.kind <> 'STANDING' and m.case_id in"
                + " (select id from failed_call_case where outcome is null) order by m.created_at desc limit " + MOST);
    }

    private List<Message> messages(String which) {
        return jdbc.sql("select m.*, p.name as person, coalesce(m.problem,"
                        + " coalesce('held back by ' || case when m.held_by like 'message-caps %' then 'the table '"
                        + " else 'ringback.caps.' end || m.held_by, 'quiet hours') || ' until '"
                        + " || to_char(m.held_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI')) as why"
                        + " from outbound_message m join person p on p.id = m.person_id where " + which)
                .query((row, number) -> new Message(
                        row.getObject("id", UUID.class),
                        row.getObject("case_id", UUID.class),
                        row.getString("kind"),
                        row.getString("medium"),
                        row.getString("person"),
                        row.getString("state"),
                        row.getInt("attempts"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("why")))
                .list();
    }

    /** Events given up, events tried again by themselves and events that have not had their turn; of each the oldest first. */
    List<Event> unhandled() {
        return jdbc.sql("select * from inbound_event where state in ('ACCEPTED', 'WAITING', 'STUCK')"
                        + " order by state = 'ACCEPTED', state, received_at limit " + MOST)
                .query((row, number) -> event(row))
                .list();
    }

    /** Events since {@code since} that came after their case had moved on, the newest first. */
    List<Event> late(Instant since) {
        return jdbc.sql("select * from inbound_event where received_at > ? and state = 'LATE'"
                        + " order by received_at desc limit " + MOST)
                .param(Timestamp.from(since))
                .query((row, number) -> event(row))
                .list();
    }

    private static Event event(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Event(
                row.getString("id"),
                row.getString("kind"),
                row.getObject("case_id", UUID.class),
                row.getString("state"),
                row.getTimestamp("received_at").toInstant(),
                row.getInt("attempts"),
                row.getString("problem"));
    }
}
