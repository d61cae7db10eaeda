package io.ringback.delivery;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.database.Unhurried;
import io.ringback.directory.Medium;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What servers of media are to be asked to withdraw, because the matter is settled: rows first, as all that leaves. A row is there from
 * the transaction that settles it until the server has answered, and a second one for the same message changes nothing. Its bean is named
 * apart from what people say to take back a consent.
 */
@Component("withdrawalRows")
class Withdrawals {

    /**
     * Of the message {@code m}: its server may hold it still, or its reader's program can take it back; it asks for something, told of
     * nothing else, and is not the one by which the person reacted.
     */
    private static final String OPEN = """
            m.kind in ('QUESTION', 'NOTIFICATION') and m.state in ('SENT', 'CANCELLED')
            and (m.delivered_at is null or m.medium = 'INSTANT_MESSAGE')
            and exists (select from provider_message p where p.message_id = m.id)
            and not exists (select from outbound_message o where o.merged_into = m.id)
            and not exists (select from session_identifier s
                             where s.message_id = m.id and s.purpose in ('ANSWER', 'CONTACT') and s.used_at is not null)
            """;

    private static final String PUT_DOWN = """
            insert into withdrawal (message_id, medium, due_at)
            select m.id, m.medium, :now from outbound_message m where %s and m.medium = any (:media) and %s
            on conflict (message_id) do nothing
            """;

    private static final String OF_CASE = Unhurried.write(PUT_DOWN.formatted("m.case_id = :id", OPEN));

    private static final String OF_QUESTIONS =
            Unhurried.write(PUT_DOWN.formatted("m.case_id = :id and m.kind = 'QUESTION'", OPEN));

    private static final String IF_CANCELLED =
            Unhurried.write(PUT_DOWN.formatted("m.id = :id and m.state = 'CANCELLED'", OPEN));

    /** Who wants no more messages gets no word that takes one back either; a server that drops one is no word. */
    private static final String NEXT = """
            select m.id, m.case_id, m.kind, m.medium, m.person_id, m.device_id, m.valid_until, w.failures,
                   array(select coalesce(p.server_id, p.provider_id) from provider_message p
                          where p.message_id = m.id and (not p.delivered or m.medium = 'INSTANT_MESSAGE')
                          order by 1) as ids,
                   (%s and (m.medium <> 'INSTANT_MESSAGE' or %s)) as open
              from withdrawal w join outbound_message m on m.id = w.message_id
             where w.medium = ? and w.due_at <= ? order by w.due_at limit 1
            """.formatted(OPEN, WaitingMessages.WANTED);

    /**
     * One that is due.
     *
     * @param serverIds what the server calls the message, each of its parts that is not known to have arrived
     * @param failures how often its server could not be asked
     * @param open whether there is anything to withdraw still
     */
    record Due(OutboundMessage message, List<String> serverIds, int failures, boolean open) {}

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

    /** The caller's answer is known. */
    void ofQuestions(UUID caseId) {
        put(OF_QUESTIONS, caseId);
    }

    /** The server has just taken the message; whether it was cancelled while it was on its way there. */
    void ifCancelled(UUID messageId) {
        put(IF_CANCELLED, messageId);
    }

    private void put(String statement, UUID id) {
        if (settings.withdraw().isEmpty()) {
            return;
        }
        jdbc.sql(statement)
                .param("now", Timestamp.from(clock.instant()))
                .param("media", settings.withdraw().stream().map(Medium::name).toArray(String[]::new))
                .param("id", id)
                .update();
    }

    /** The one of {@code medium} that is due for longest. */
    Optional<Due> next(Medium medium) {
        return jdbc.sql(NEXT)
                .params(medium.name(), Timestamp.from(clock.instant()))
                .query((row, number) -> new Due(
                        SentMessages.read(row, number),
                        List.of((String[]) row.getArray("ids").getArray()),
                        row.getInt("failures"),
                        row.getBoolean("open")))
                .optional();
    }

    /** There is nothing to withdraw any more. */
    void drop(Due due) {
        delete(due.message().id());
    }

    /** Nobody can withdraw messages of {@code medium}. */
    void dropAll(Medium medium) {
        jdbc.sql("delete from withdrawal where medium = ?").param(medium.name()).update();
    }

    /** The server has withdrawn it. */
    void done(Due due) {
        settle(due, "WITHDRAWN", null);
    }

    /** The server will not; that changes nothing for the case. */
    void refused(Due due, String problem) {
        settle(due, "NOT_WITHDRAWN", problem);
    }

    private void settle(Due due, String result, String detail) {
        transaction.executeWithoutResult(status -> {
            if (delete(due.message().id())) {
                journal.write(
                        due.message().caseId(), Step.WITHDRAWAL, due.message().medium(), result, detail);
            }
        });
    }

    private boolean delete(UUID messageId) {
        return jdbc.sql("delete from withdrawal where message_id = ?")
                        .param(messageId)
                        .update()
                == 1;
    }

    /** The server could not be asked. */
    void later(Due due, Instant at) {
        jdbc.sql("update withdrawal set failures = failures + 1, due_at = ? where message_id = ?")
                .params(Timestamp.from(at), due.message().id())
                .update();
    }
}
