package io.ringback.delivery;

import io.ringback.cases.Journal;
import io.ringback.database.Unhurried;
import io.ringback.directory.Medium;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What servers of media are to be asked to withdraw, because the matter is settled, or to replace, because the case has changed: rows
 * first, as all that leaves. A row is there from the transaction that settles or changes the matter until the server has answered. A
 * message has one: to be withdrawn beats to be replaced, and several changes are one replacement, which says the last. Its bean is
 * named apart from what people say to take back a consent.
 */
@Component("withdrawalRows")
class Withdrawals {

    /**
     * Of the message {@code m}: its server may hold it still, or its reader's program can take it back; it asks for something, told of
     * nothing else, and is not the one by which the person reacted.
     */
    private static final String OPEN = """
            m.kind in ('QUESTION', 'NOTIFICATION', 'TIME_QUESTION') and m.state in ('SENT', 'CANCELLED')
            and (m.delivered_at is null or m.medium = 'INSTANT_MESSAGE')
            and exists (select from provider_message p where p.message_id = m.id)
            and not exists (select from outbound_message o where o.merged_into = m.id)
            and not exists (select from session_identifier s
                             where s.message_id = m.id and s.purpose in ('ANSWER', 'CONTACT') and s.used_at is not null)
            """;

    /** Of the open message {@code m}: its case still waits for its reader, who may have none of it yet unless a program shows the new text alone. */
    private static final String REPLACEABLE = OPEN + """
            and m.kind = 'NOTIFICATION' and m.state = 'SENT'
            and (m.medium = 'INSTANT_MESSAGE'
                 or not exists (select from provider_message p where p.message_id = m.id and p.delivered))
            and exists (select from failed_call_case c where c.id = m.case_id and c.state = 'WAITING_FOR_CALLEE'
                           and (c.turned_at is null or m.created_at >= c.turned_at))
            """;

    /** A caller who goes on calling has one replacement, once they have not called for so long. */
    private static final Duration LULL = Duration.ofSeconds(10);

    private static final String PUT_DOWN = """
            insert into withdrawal as w (message_id, medium, due_at)
            select m.id, m.medium, :now from outbound_message m where %s and m.medium = any (:media) and %s
            on conflict (message_id) do update set due_at = excluded.due_at, replace_at = null, failures = 0
             where w.replace_at is not null
            """;

    private static final String CHANGED = Unhurried.write("""
            insert into withdrawal as w (message_id, medium, due_at, replace_at)
            select m.id, m.medium, timestamptz 'infinity', :now from outbound_message m where m.case_id = :id and m.medium = any (:media) and %s
            on conflict (message_id) do update set replace_at = excluded.replace_at, failures = 0 where w.replace_at is not null
            """.formatted(REPLACEABLE));

    /**
     * Not where the callee spoke into a telephone: if the connection fails that they asked for, a written notice is all that they have to
     * ask again.
     */
    private static final String OTHERS = Unhurried.write(PUT_DOWN.formatted("""
            m.case_id = :id and m.kind = 'NOTIFICATION'
            and exists (select from outbound_message u join session_identifier s on s.message_id = u.id
                         where u.case_id = :id and u.medium <> 'VOICE' and s.purpose = 'CONTACT' and s.used_at is not null
                           and not exists (select from failed_call_case c where c.id = :id and u.created_at < c.turned_at))
            """, OPEN));

    private static final String OF_CASE = Unhurried.write(PUT_DOWN.formatted("m.case_id = :id", OPEN));

    private static final String OF_QUESTIONS =
            Unhurried.write(PUT_DOWN.formatted("m.case_id = :id and m.kind = 'QUESTION'", OPEN));

    private static final String OF_TIME_QUESTIONS =
            Unhurried.write(PUT_DOWN.formatted("m.case_id = :id and m.kind = 'TIME_QUESTION'", OPEN));

    private static final String IF_CANCELLED =
            Unhurried.write(PUT_DOWN.formatted("m.id = :id and m.state = 'CANCELLED'", OPEN));

    private static final String NEXT = """
            select m.id, m.case_id, m.kind, m.medium, m.person_id, m.device_id, m.valid_until, w.failures, w.replace_at,
                   array(select coalesce(p.server_id, p.provider_id) from provider_message p
                          where p.message_id = m.id and (not p.delivered or m.medium = 'INSTANT_MESSAGE')
                          order by 1) as ids,
                   (%s) as open
              from withdrawal w join outbound_message m on m.id = w.message_id
             where w.medium = :medium and w.%s <= :now order by w.%s limit 1
            """;

    /** Who wants no more messages gets no word that takes one back either; a server that drops one is no word. */
    private static final Map<Afterwards, String> NEXT_TO = Map.of(
            Afterwards.WITHDRAW,
            NEXT.formatted(
                    OPEN + " and (m.medium <> 'INSTANT_MESSAGE' or " + WaitingMessages.WANTED + ")",
                    "due_at",
                    "due_at"),
            Afterwards.REPLACE,
            NEXT.formatted(
                    REPLACEABLE + " and (m.valid_until is null or m.valid_until > :now) and " + WaitingMessages.WANTED,
                    "replace_at",
                    "replace_at"));

    /**
     * One that is due.
     *
     * @param serverIds what the server calls the message, each of its parts that is not known to have arrived
     * @param failures how often its server could not be asked
     * @param open whether there is anything to withdraw or replace still
     * @param replaceAt of a replacement: when it was due, by which it is told from a later one; null of a withdrawal
     */
    record Due(OutboundMessage message, List<String> serverIds, int failures, boolean open, Timestamp replaceAt) {

        Afterwards what() {
            return replaceAt == null ? Afterwards.WITHDRAW : Afterwards.REPLACE;
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Journal journal;
    private final DeliveryProperties settings;
    private final Clock clock;

    Withdrawals(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Journal journal,
            DeliveryProperties settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    /** The case is over; in the transaction that ends it, after what had not left was cancelled. */
    void ofCase(UUID caseId) {
        put(OF_CASE, caseId);
    }

    /** The caller has called again: the notification says less than there is to say. In the transaction that counts the call. */
    void changed(UUID caseId) {
        put(CHANGED, caseId, settings.replace(), clock.instant().plus(LULL));
    }

    /** The callee has reacted to one of the notices of the case. */
    void ofOtherNotices(UUID caseId) {
        put(OTHERS, caseId);
    }

    /** The caller's answer is known. */
    void ofQuestions(UUID caseId) {
        put(OF_QUESTIONS, caseId);
    }

    /** So is a question about a time that nobody asks any more. */
    void ofTimeQuestions(UUID caseId) {
        put(OF_TIME_QUESTIONS, caseId);
    }

    /** The server has just taken the message; whether it was cancelled while it was on its way there. */
    void ifCancelled(UUID messageId) {
        put(IF_CANCELLED, messageId);
    }

    private void put(String statement, UUID id) {
        put(statement, id, settings.withdraw(), clock.instant());
    }

    private void put(String statement, UUID id, Set<Medium> media, Instant at) {
        if (media.isEmpty()) {
            return;
        }
        jdbc.sql(statement)
                .param("now", Timestamp.from(at))
                .param("media", media.stream().map(Medium::name).toArray(String[]::new))
                .param("id", id)
                .update();
    }

    /** The one of {@code medium} that is due for longest. */
    Optional<Due> next(Afterwards what, Medium medium) {
        return jdbc.sql(NEXT_TO.get(what))
                .param("medium", medium.name())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> new Due(
                        SentMessages.read(row, number),
                        List.of((String[]) row.getArray("ids").getArray()),
                        row.getInt("failures"),
                        row.getBoolean("open"),
                        row.getTimestamp("replace_at")))
                .optional();
    }

    /** There is nothing to do to it any more. */
    void drop(Due due) {
        delete(due);
    }

    /** Nobody can do that to messages of {@code medium}. */
    void dropAll(Afterwards what, Medium medium) {
        jdbc.sql("delete from withdrawal where medium = ? and (replace_at is not null) = ?")
                .params(medium.name(), what == Afterwards.REPLACE)
                .update();
    }

    /** The server has done it. */
    void done(Due due) {
        settle(due, due.what().done, null);
    }

    /** The server will not; that changes nothing for the case. */
    void refused(Due due, String problem) {
        settle(due, due.what().refused, problem);
    }

    private void settle(Due due, String result, String detail) {
        transaction.executeWithoutResult(status -> {
            if (delete(due)) {
                journal.write(
                        due.message().caseId(), due.what().step, due.message().medium(), result, detail);
            }
        });
    }

    /** False if something else, or something later, is to be done to it meanwhile. */
    private boolean delete(Due due) {
        return jdbc.sql("delete from withdrawal where message_id = ? and replace_at is not distinct from ?")
                        .params(due.message().id(), due.replaceAt())
                        .update()
                == 1;
    }

    /** The server could not be asked. */
    void later(Due due, Instant at) {
        jdbc.sql(
                        "update withdrawal set failures = failures + 1, due_at = case when replace_at is null then :at else due_at end,"
                                + " replace_at = case when replace_at is null then replace_at else :at end"
                                + " where message_id = :id and replace_at is not distinct from :was")
                .param("at", Timestamp.from(at), Types.TIMESTAMP)
                .param("id", due.message().id())
                .param("was", due.replaceAt(), Types.TIMESTAMP)
                .update();
    }
}
