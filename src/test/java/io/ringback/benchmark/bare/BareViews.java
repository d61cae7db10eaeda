package io.ringback.benchmark.bare;

import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView.DeviceChoice;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a page shows to whoever holds a session identifier: one statement for each page. */
final class BareViews {

    private static final String VIEW = """
            select r.name as reader, r.language, r.time_zone, o.name as other, c.failed_medium, c.cause, c.attempts,
                   c.last_tried_at, m.case_id
              from session_identifier s
              join outbound_message m on m.id = s.message_id
              join failed_call_case c on c.id = m.case_id
              join person r on r.id = m.person_id
              join person o on o.id = case when m.person_id = c.caller_id then c.callee_id else c.caller_id end
             where s.hash = ? and s.purpose = ? and s.used_at is null and s.expires_at > now()
            """;

    private static final String DEVICES = """
            select d.id, d.label, d.medium, d.medium = 'VOICE' as callable from session_identifier s
              join outbound_message m on m.id = s.message_id
              join device d on d.person_id = m.person_id
             where s.hash = ? and s.purpose = 'CONTACT' and s.used_at is null and s.expires_at > now()
             order by d.position
            """;

    /** What the page says of the case, to its reader. */
    record View(
            String reader,
            String language,
            String timeZone,
            String other,
            String failedMedium,
            String cause,
            int attempts,
            Timestamp lastTriedAt,
            UUID caseId) {}

    private final JdbcClient jdbc;

    BareViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if the session identifier does not let its holder do this now. */
    Optional<View> view(SessionIdentifier token, Purpose purpose) {
        return jdbc.sql(VIEW)
                .params(token.hash(), purpose.name())
                .query(View.class)
                .optional();
    }

    /** On which the callee can be reached, best first. */
    List<DeviceChoice> devices(SessionIdentifier token) {
        return jdbc.sql(DEVICES).param(token.hash()).query(DeviceChoice.class).list();
    }
}
