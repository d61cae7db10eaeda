package io.ringback.delivery;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.database.Question;
import io.ringback.database.Unhurried;
import io.ringback.directory.Medium;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The outbound rows after they were written. */
@Component
public class SentMessages {

    /**
     * What {@link #read} wants, by name: a statement that has been prepared for all columns there are fails once another node, which
     * is newer, has added one.
     */
    static final String READ = "id, case_id, kind, medium, person_id, device_id, valid_until";

    static final String COLUMNS = "select " + READ + ", created_at from outbound_message";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Clock clock;

    SentMessages(JdbcClient jdbc, Journal journal, Clock clock) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
    }

    /** The message with this id. */
    public Optional<OutboundMessage> find(UUID messageId) {
        return jdbc.sql(COLUMNS + " where id = ?")
                .param(messageId)
                .query(SentMessages::read)
                .optional();
    }

    /** As {@link #find}, to be asked with something else. */
    public Question<OutboundMessage> finding(UUID messageId) {
        return new Question<>(COLUMNS + " where id = :message", Map.of("message", messageId), SentMessages::read);
    }

    /** About what the message asks back; empty if it is none that does, or about no letter of its own. */
    public Optional<AskedBack> askedBack(UUID messageId) {
        return jdbc.sql("select letter_id, in_reply_to, refs, why from asked_back where message_id = ?")
                .param(messageId)
                .query((row, number) -> new AskedBack(
                        row.getObject("letter_id", UUID.class),
                        new MailThread(row.getString("in_reply_to"), row.getString("refs")),
                        AskedBack.Why.valueOf(row.getString("why"))))
                .optional();
    }

    /**
     * What a medium's server has taken.
     *
     * @param news false if that was known, or the message is not wanted any more
     * @param toldWith of what the message told too because it was held back, and is still wanted
     */
    public record Taken(boolean news, List<OutboundMessage> toldWith) {

        public Taken {
            toldWith = List.copyOf(toldWith);
        }
    }

    /** The medium's server has taken it. */
    public Taken markSent(UUID messageId) {
        AtomicBoolean news = new AtomicBoolean();
        List<OutboundMessage> toldWith = new ArrayList<>();
        jdbc.sql("""
                        with sent as (update outbound_message set state = 'SENT', sent_at = :now, problem = null, leaving = false,
                                                             owner = null
                                       where id = :id and state in ('WAITING', 'MERGED') returning id)
                        select exists (select from sent) as news, m.id, m.case_id, m.kind, m.medium, m.person_id, m.device_id,
                               m.valid_until
                          from (select) one
                               left join outbound_message m on m.merged_into = :id and m.state in ('MERGED', 'SENT')
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", messageId)
                .query(row -> {
                    news.set(row.getBoolean("news"));
                    if (row.getString("id") != null) {
                        toldWith.add(read(row, row.getRow()));
                    }
                });
        return new Taken(news.get(), toldWith);
    }

    /** That a message which told of nothing else has been taken, written to the journal with it. */
    public void noteSentAlone(OutboundMessage message) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(Unhurried.write(
                        "update outbound_message set state = 'SENT', sent_at = ?, problem = null, leaving = false,"
                                + " owner = null where id = ? and state in ('WAITING', 'MERGED')"))
                .params(now, message.id())
                .update();
        // If it is not wanted any more, or was settled before, it has another state, or another time.
        journal.writeIf(
                message.caseId(),
                Step.valueOf(message.kind().name()),
                message.medium(),
                "SENT",
                "exists (select from outbound_message where id = ? and state = 'SENT' and sent_at = ?)",
                message.id(),
                now);
    }

    /** Of what the message told too because it was held back, and is still wanted. */
    public List<OutboundMessage> toldWith(UUID messageId) {
        return jdbc.sql(COLUMNS + " where merged_into = ? and state in ('MERGED', 'SENT')")
                .param(messageId)
                .query(SentMessages::read)
                .list();
    }

    /** It was not delivered; false if that was known, or it is not wanted any more. */
    public boolean markFailed(UUID messageId, String problem) {
        return jdbc.sql("update outbound_message set state = 'FAILED', problem = ?"
                                + " where id = ? and state in ('WAITING', 'MERGED', 'SENT')")
                        .params(problem, messageId)
                        .update()
                == 1;
    }

    /**
     * Whether its case has written to the same person with the same purpose together with this message, or after this one had
     * left, and that one is not lost: then this one is not missed if it fails.
     */
    public boolean isBackedUp(UUID messageId) {
        return jdbc.sql("""
                        select count(*) from outbound_message m join outbound_message other
                            on other.case_id = m.case_id and other.kind = m.kind and other.person_id = m.person_id
                         where m.id = ? and other.id <> m.id and other.state in ('WAITING', 'MERGED', 'SENT')
                           and (other.sent_at is null or other.sent_at >= m.created_at)
                        """).param(messageId).query(Long.class).single() > 0;
    }

    /**
     * A report says that it has arrived.
     *
     * @return how long after its server had taken it; empty if that was known, or it had failed or was not wanted any more
     */
    public Optional<Duration> markDelivered(UUID messageId) {
        return jdbc.sql(
                        "update outbound_message set state = 'SENT', sent_at = coalesce(sent_at, ?), delivered_at = ?, owner = null"
                                + " where id = ? and state in ('WAITING', 'MERGED', 'SENT') and delivered_at is null"
                                + " returning sent_at, delivered_at")
                .params(Timestamp.from(clock.instant()), Timestamp.from(clock.instant()), messageId)
                .query((row, number) -> Duration.between(
                        row.getTimestamp("sent_at").toInstant(),
                        row.getTimestamp("delivered_at").toInstant()))
                .optional();
    }

    /** The device on which who was notified in the case was notified last; empty if none was. */
    public Optional<UUID> questionAnsweredOn(UUID caseId) {
        return jdbc.sql("select m.device_id from outbound_message m join session_identifier s on s.message_id = m.id"
                        + " where m.case_id = ? and m.kind = 'QUESTION' and s.purpose = 'ANSWER' and s.used_at is not null"
                        + " order by s.used_at desc limit 1")
                .param(caseId)
                .query(UUID.class)
                .optional();
    }

    /** On which device the callee was last notified in this case; empty if on none. */
    public Optional<UUID> notifiedOn(UUID caseId) {
        return jdbc.sql("select device_id from outbound_message where case_id = ? and kind = 'NOTIFICATION'"
                        + " and state in ('SENT', 'MERGED') order by created_at desc limit 1")
                .param(caseId)
                .query(UUID.class)
                .optional();
    }

    /**
     * When the callee was last told in this case: a message by then with its server, or heard if it was spoken. Empty if none has
     * been told, or nothing is left of it.
     */
    public Optional<Instant> notifiedAt(UUID caseId) {
        // One that waits and was sent before is sent anew only to say more.
        return jdbc.sql("""
                        select max(sent_at) from outbound_message
                         where case_id = ? and kind = 'NOTIFICATION' and state in ('SENT', 'WAITING')
                           and not exists (select from failed_call_case c where c.id = case_id and created_at < c.turned_at)
                           and (medium <> 'VOICE' or delivered_at is not null)
                        """)
                .param(caseId)
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** Whether the message was written before the two of its case last changed roles: it asks for nothing any more. */
    public boolean isBeforeTurn(UUID messageId) {
        return jdbc.sql("select count(*) from outbound_message m join failed_call_case c on c.id = m.case_id"
                                + " where m.id = ? and m.created_at < c.turned_at")
                        .param(messageId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Whether the medium's server may still hold an earlier copy of the message, to be replaced. */
    public boolean replaces(UUID messageId) {
        return jdbc.sql("select replaces from outbound_message where id = ?")
                .param(messageId)
                .query(Boolean.class)
                .single();
    }

    /** A row of {@code outbound_message}: its id, case_id, kind, medium, person_id, device_id and valid_until. */
    public static OutboundMessage read(ResultSet row, int number) throws SQLException {
        return new OutboundMessage(
                row.getObject("id", UUID.class),
                row.getObject("case_id", UUID.class),
                MessageKind.valueOf(row.getString("kind")),
                Medium.valueOf(row.getString("medium")),
                row.getObject("person_id", UUID.class),
                row.getObject("device_id", UUID.class),
                Optional.ofNullable(row.getTimestamp("valid_until")).map(Timestamp::toInstant));
    }
}
