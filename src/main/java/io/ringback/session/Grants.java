package io.ringback.session;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What may be done with the session identifiers that are out, each once and until it expires. An identifier is kept as its hash.
 * Every method takes part in the caller's transaction.
 */
@Component
public class Grants {

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
        jdbc.sql("""
                        insert into session_identifier (hash, message_id, purpose, expires_at)
                        select h, ?, p, e from unnest(?::bytea[], ?::text[], ?::timestamptz[]) as grants (h, p, e)
                        """)
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
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("update session_identifier set used_at = ?"
                                + " where hash = ? and purpose = ? and used_at is null and expires_at > ?")
                        .params(now, session.hash(), purpose.name(), now)
                        .update()
                == 1;
    }

    /** Lets the receivers of a case's messages do {@code purpose} once more, until {@code expiresAt}. */
    public void reopen(UUID caseId, Purpose purpose, Instant expiresAt) {
        jdbc.sql("update session_identifier s set used_at = null, expires_at = ? from outbound_message m"
                        + " where m.id = s.message_id and m.case_id = ? and s.purpose = ?")
                .params(Timestamp.from(expiresAt), caseId, purpose.name())
                .update();
    }

    /** Lets the receivers of a case's messages who have not done {@code purpose} yet do so until {@code expiresAt} at least. */
    public void extend(UUID caseId, Purpose purpose, Instant expiresAt) {
        Timestamp until = Timestamp.from(expiresAt);
        jdbc.sql("update session_identifier s set expires_at = ? from outbound_message m"
                        + " where m.id = s.message_id and m.case_id = ? and s.purpose = ? and s.used_at is null"
                        + " and s.expires_at < ?")
                .params(until, caseId, purpose.name(), until)
                .update();
    }

    /** From now on nobody can act on the case any more; they can still unsubscribe. */
    public void expire(UUID caseId) {
        jdbc.sql(
                        "update session_identifier s set expires_at = :now from outbound_message m"
                                + " where m.id = s.message_id and m.case_id = :case and s.expires_at > :now and s.purpose <> :stays")
                .param("now", Timestamp.from(clock.instant()))
                .param("case", caseId)
                .param("stays", Purpose.UNSUBSCRIBE.name())
                .update();
    }
}
