package io.ringback.session;

import io.ringback.database.Question;
import io.ringback.database.Unhurried;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What may be done with the session identifiers that are out, each once and until it expires. An identifier is kept as its hash.
 * Every method takes part in the caller's transaction.
 */
@Component
public class Grants {

    private static final String USE = """
            update session_identifier set used_at = timestamptz 'epoch' + :now * interval '1 microsecond'
             where hash = :hash and purpose = :purpose and used_at is null
               and expires_at > timestamptz 'epoch' + :now * interval '1 microsecond'
            """;

    /** Of messages {@code m} from before the two changed roles, nothing comes any more. */
    private static final String SINCE_TURN = " and not exists (select from failed_call_case c"
            + " where c.id = m.case_id and m.created_at < c.turned_at)";

    private final JdbcClient jdbc;
    private final SessionIdentifiers sessions;
    private final Clock clock;

    Grants(JdbcClient jdbc, SessionIdentifiers sessions, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Lets the receiver of message {@code messageId} do each of {@code grants}. The message's row is there already. */
    public void give(UUID messageId, List<Grant> grants) {
        if (grants.isEmpty()) {
            return;
        }
        jdbc.sql(Unhurried.write("""
                        insert into session_identifier (hash, message_id, purpose, expires_at)
                        select h, ?, p, e from unnest(?::bytea[], ?::text[], ?::timestamptz[]) as grants (h, p, e)
                        """))
                .params(
                        messageId,
                        grants.stream()
                                .map(grant -> sessions.derive(messageId, grant.purpose())
                                        .hash())
                                .toArray(byte[][]::new),
                        grants.stream().map(grant -> grant.purpose().name()).toArray(String[]::new),
                        grants.stream()
                                .map(grant -> grant.expiresAt().toString())
                                .toArray(String[]::new))
                .update();
    }

    /**
     * Takes the one use of {@code session}, atomically. The caller has locked the case that it acts on, as all who end a case
     * do first: the other way round, an answer and a timeout in the same instant would block each other.
     *
     * @return false if there is no use of it, or none any more
     */
    public boolean use(SessionIdentifier session, Purpose purpose) {
        return jdbc.sql(USE + " returning hash")
                .params(using(session, purpose))
                .query(byte[].class)
                .optional()
                .isPresent();
    }

    /**
     * The same if the case {@code caseId} is in {@code state}: to be asked with the lock of that case, and after it. No row is the
     * answer that it cannot be used.
     */
    public Question<SessionIdentifier> useIn(UUID caseId, String state, SessionIdentifier session, Purpose purpose) {
        Map<String, Object> parameters = new HashMap<>(using(session, purpose));
        parameters.put("case", caseId);
        parameters.put("state", state);
        return new Question<>(
                USE
                        + " and exists (select from failed_call_case c where c.id = :case and c.state = :state) returning hash",
                parameters,
                (row, number) -> session);
    }

    private Map<String, Object> using(SessionIdentifier session, Purpose purpose) {
        return Map.of(
                "now",
                ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()),
                "hash",
                session.hash(),
                "purpose",
                purpose.name());
    }

    /** Lets the receivers of a case's messages do {@code purpose} once more, until {@code expiresAt}. */
    public void reopen(UUID caseId, Purpose purpose, Instant expiresAt) {
        jdbc.sql(Unhurried.write(
                        "update session_identifier s set used_at = null, expires_at = ? from outbound_message m"
                                + " where m.id = s.message_id and m.case_id = ? and s.purpose = ?"
                                + SINCE_TURN))
                .params(Timestamp.from(expiresAt), caseId, purpose.name())
                .update();
    }

    /** Lets the receivers of a case's messages who have not done {@code purpose} yet do so until {@code expiresAt} at least. */
    public void extend(UUID caseId, Purpose purpose, Instant expiresAt) {
        Timestamp until = Timestamp.from(expiresAt);
        jdbc.sql(Unhurried.write("update session_identifier s set expires_at = ? from outbound_message m"
                        + " where m.id = s.message_id and m.case_id = ? and s.purpose = ? and s.used_at is null"
                        + " and s.expires_at < ?" + SINCE_TURN))
                .params(until, caseId, purpose.name(), until)
                .update();
    }

    /** From now on the receivers of a case's messages of this kind cannot do {@code purpose} any more. */
    public void expire(UUID caseId, String kind, Purpose purpose) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(
                        Unhurried.write(
                                "update session_identifier s set expires_at = ? from outbound_message m"
                                        + " where m.id = s.message_id and m.case_id = ? and m.kind = ? and s.purpose = ? and s.expires_at > ?"))
                .params(now, caseId, kind, purpose.name(), now)
                .update();
    }

    /** From now on nobody can act on the case any more; they can still unsubscribe, and answer a line that was passed on to them. */
    public void expire(UUID caseId) {
        jdbc.sql(
                        Unhurried.write(
                                "update session_identifier s set expires_at = :now from outbound_message m"
                                        + " where m.id = s.message_id and m.case_id = :case and s.expires_at > :now and s.purpose <> all (:stay)"))
                .param("now", Timestamp.from(clock.instant()))
                .param("case", caseId)
                .param("stay", new String[] {Purpose.UNSUBSCRIBE.name(), Purpose.LINE.name()})
                .update();
    }
}
