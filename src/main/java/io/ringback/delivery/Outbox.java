package io.ringback.delivery;

import io.ringback.agenda.Agenda;
import io.ringback.cases.CaseState;
import io.ringback.cases.Unsent;
import io.ringback.database.Unhurried;
import io.ringback.directory.Medium;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.LentNumbers;
import io.ringback.session.Purpose;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Where steps put what is to leave. A row that is rolled back was never there; one that is committed is sent. */
@Component
public class Outbox implements Unsent {

    /** What a cancelled message was to tell of too is owed to its reader still. */
    static final String BY_THEMSELVES = """
            update outbound_message o set state = 'WAITING', merged_into = null from gone
             where o.merged_into = gone.id and o.state = 'MERGED' and o.id not in (select id from gone)
            returning o.*
            """;

    /** Whose notifications always name the number that is lent to them, in the text or in a card. */
    private static final Set<Medium> NAMES_NUMBER = EnumSet.of(Medium.SMS, Medium.MMS, Medium.EMAIL);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Grants granted;
    private final LentNumbers lent;
    private final DeliveryProperties settings;
    private final MessageCaps caps;
    private final HandOver handOver;
    private final Agenda agenda;
    private final Withdrawals withdrawals;
    private final Clock clock;

    Outbox(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Grants granted,
            LentNumbers lent,
            DeliveryProperties settings,
            MessageCaps caps,
            HandOver handOver,
            Agenda agenda,
            Withdrawals withdrawals,
            Clock clock) {
        this.withdrawals = withdrawals;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.granted = granted;
        this.lent = lent;
        this.settings = settings;
        this.caps = caps;
        this.handOver = handOver;
        this.agenda = agenda;
        this.clock = clock;
    }

    /**
     * When {@code message} may leave, as the caps have it. To be asked in the transaction that writes it.
     *
     * @param quietUntil not before
     */
    public MessageTurn turnOf(OutboundMessage message, Optional<Instant> quietUntil) {
        return caps.turnOf(message, quietUntil);
    }

    /** Has {@code message} sent once this transaction commits and the caps allow it, with a session identifier for each grant. */
    public void write(OutboundMessage message, List<Grant> grants) {
        write(message, grants, turnOf(message, Optional.empty()));
    }

    /** The same in its {@code turn}. */
    public void write(OutboundMessage message, List<Grant> grants, MessageTurn turn) {
        Instant now = clock.instant();
        Optional<UUID> owner = turn.heldUntil().isPresent() ? Optional.empty() : handOver.onceCommitted(message, now);
        jdbc.sql(Unhurried.write("""
                        insert into outbound_message
                            (id, case_id, kind, medium, person_id, device_id, state, created_at, held_until, held_by,
                             number_range, table_range, owner, valid_until, caller_id, source, unverified)
                        values (?, ?, ?, ?, ?, ?, 'WAITING', ?, ?, ?, ?, ?, ?, ?,
                             (select caller_id from failed_call_case where id = ?),
                             (select source from failed_call_case where id = ?),
                             exists (select 1 from failed_call_case where id = ? and caller_identity = 'UNVERIFIED'))
                        """))
                .params(
                        message.id(),
                        message.caseId(),
                        message.kind().name(),
                        message.medium().name(),
                        message.personId(),
                        message.deviceId(),
                        Timestamp.from(now),
                        turn.heldUntil().map(Timestamp::from).orElse(null),
                        turn.heldBy().orElse(null),
                        turn.range().orElse(null),
                        turn.tableRange().orElse(null),
                        owner.orElse(null),
                        message.validUntil().map(Timestamp::from).orElse(null),
                        message.caseId(),
                        message.caseId(),
                        message.caseId())
                .update();
        granted.give(message.id(), grants);
        if (NAMES_NUMBER.contains(message.medium()) || message.medium() == Medium.VOICE && lent.areSpoken()) {
            grants.stream()
                    .filter(grant -> grant.purpose() == Purpose.CONTACT)
                    .findFirst()
                    .ifPresent(contact -> lent.lend(message.id(), contact.expiresAt()));
        }
        if (owner.isEmpty()) {
            put(message, DeliveryTask.first(message), turn.heldUntil().orElse(now));
        }
    }

    /** What the case has written of this kind is worth delivering until then at least. */
    public void keepValid(UUID caseId, MessageKind kind, Instant until) {
        Timestamp end = Timestamp.from(until);
        jdbc.sql(Unhurried.write("update outbound_message set valid_until = ?"
                        + " where case_id = ? and kind = ? and state in ('WAITING', 'MERGED', 'SENT') and valid_until < ?"
                        + " and not exists (select from failed_call_case c"
                        + " where c.id = case_id and created_at < c.turned_at)"))
                .params(end, caseId, kind.name(), end)
                .update();
    }

    /**
     * Has {@code message} ask back what a reply to a letter of ours meant; once for each letter, however many nodes read replies to
     * it.
     *
     * @return false if that was asked before: nothing is sent
     */
    public boolean askBack(OutboundMessage message, AskedBack asked) {
        boolean before = jdbc.sql("select count(*) from asked_back where letter_id = ?")
                        .param(asked.letter())
                        .query(Long.class)
                        .single()
                > 0;
        if (before) {
            return false;
        }
        write(message, List.of());
        jdbc.sql("insert into asked_back (message_id, letter_id, in_reply_to, refs, why) values (?, ?, ?, ?, ?)")
                .params(
                        message.id(),
                        asked.letter(),
                        asked.thread().inReplyTo(),
                        asked.thread().references(),
                        asked.why().name())
                .update();
        return true;
    }

    /**
     * Has a message sent once more that its server took, and that has not arrived: not before {@code at}. A message that waits
     * already is left as it is, so this may be repeated.
     *
     * @return false if nothing is sent again: it waits, has arrived, has failed or is not wanted any more
     * @throws IllegalStateException if it is still being handed over; to be tried again
     */
    public boolean tryAgain(UUID messageId, Instant at) {
        return Boolean.TRUE.equals(transaction.execute(status -> sendAgain(messageId, at)));
    }

    private boolean sendAgain(UUID messageId, Instant at) {
        Optional<OutboundMessage> again = jdbc.sql("""
                        update outbound_message set state = 'WAITING', held_until = ?, sent_at = null
                         where id = ? and state = 'SENT' and delivered_at is null
                        returning
                        """ + SentMessages.READ)
                .params(Timestamp.from(at), messageId)
                .query(SentMessages::read)
                .optional();
        if (again.isPresent()) {
            put(again.get(), DeliveryTask.again(again.get(), at), at);
            return true;
        }
        if (isBeingHandedOver(messageId)) {
            throw new IllegalStateException("The message is still being handed over; try again.");
        }
        return false;
    }

    private boolean isBeingHandedOver(UUID messageId) {
        return jdbc.sql("select count(*) from outbound_message"
                                + " where id = ? and state = 'WAITING' and (held_until is null or held_until <= ?)")
                        .params(messageId, Timestamp.from(clock.instant()))
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void put(OutboundMessage message, String delivery, Instant at) {
        agenda.put(message.lane(), delivery, at, 0);
    }

    /** Whether the person has been written a message of this kind in this case. */
    public boolean hasWritten(UUID caseId, MessageKind kind, UUID personId) {
        return jdbc.sql("select count(*) from outbound_message where case_id = ? and kind = ? and person_id = ?")
                        .params(caseId, kind.name(), personId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * Has the case's notification sent anew if its server still holds it and can replace it: it was taken as one part, is to
     * be reported on, and is not known to have arrived. What is left is replaced where its server holds it, if it can.
     */
    public void replaceWaitingNotification(UUID caseId) {
        jdbc.sql("""
                        update outbound_message m set state = 'WAITING', replaces = true
                         where m.case_id = ? and m.kind = 'NOTIFICATION' and m.state = 'SENT' and m.medium = any (?)
                           and m.delivered_at is null
                           and not exists (select from failed_call_case c where c.id = m.case_id and m.created_at < c.turned_at)
                           and (select count(*) from provider_message p where p.message_id = m.id) = 1
                        returning
                        """ + SentMessages.READ)
                .params(
                        caseId,
                        settings.replaceWaiting().stream().map(Medium::name).toArray(String[]::new))
                .query(SentMessages::read)
                .list()
                .forEach(message -> put(message, DeliveryTask.first(message), clock.instant()));
        withdrawals.changed(caseId);
    }

    /** The callee has reacted to one of the case's notices: those that nobody has read ask nothing any more. */
    public void withdrawOtherNotices(UUID caseId) {
        withdrawals.ofOtherNotices(caseId);
    }

    /**
     * Why messages of the case failed, the first first: the medium, and the problem without addresses. Nothing came of it if a caller
     * was not told how the case stands.
     */
    public List<String> failures(UUID caseId) {
        return jdbc.sql("select medium || ': ' || coalesce(problem, 'no reason was given') from outbound_message"
                        + " where case_id = ? and state = 'FAILED' and kind <> 'STANDING' order by created_at")
                .param(caseId)
                .query(String.class)
                .list();
    }

    /** Forgets which devices failed in this case, so that they are tried again. */
    public void setFailuresAside(UUID caseId) {
        jdbc.sql("update outbound_message set state = 'SET_ASIDE' where case_id = ? and state = 'FAILED'")
                .param(caseId)
                .update();
    }

    @Override
    public void cancel(UUID caseId) {
        // A courtesy, such as the confirmation of the STOP that ends the case, is owed to its reader all the same; so
        // is a line said back.
        tellByThemselves(jdbc.sql("""
                        with gone as (update outbound_message set state = 'CANCELLED'
                                       where case_id = ? and state in ('WAITING', 'MERGED')
                                         and kind not in ('LINE', 'STOPPED', 'STARTED', 'HELP', 'CLOSING')
                                      returning id)
                        """ + BY_THEMSELVES).param(caseId));
        withdrawals.ofCase(caseId);
    }

    /** The caller's answer is known: a question that nobody has read asks nothing any more. */
    public void withdrawQuestions(UUID caseId) {
        withdrawals.ofQuestions(caseId);
    }

    /** Its server has taken the message. If its case ended while it was on its way there, it is withdrawn. */
    public void withdrawIfCancelled(UUID messageId) {
        withdrawals.ifCancelled(messageId);
    }

    @Override
    public void cancelUnlessFor(UUID caseId, CaseState state) {
        tellByThemselves(jdbc.sql("""
                        with gone as (update outbound_message set state = 'CANCELLED'
                                       where case_id = ? and state in ('WAITING', 'MERGED') and kind = any (?)
                                      returning id)
                        """ + BY_THEMSELVES)
                .params(
                        caseId,
                        MessageKind.notAwaitedIn(state).stream()
                                .map(MessageKind::name)
                                .toArray(String[]::new)));
    }

    private void tellByThemselves(JdbcClient.StatementSpec cancelling) {
        Instant now = clock.instant();
        cancelling
                .query(SentMessages::read)
                .list()
                .forEach(message -> put(message, DeliveryTask.again(message, now), now));
    }

    /** The callee has named another time: who was asked about the one before is asked about that no more. */
    public void cancelTimeQuestions(UUID caseId) {
        tellByThemselves(jdbc.sql("""
                        with gone as (update outbound_message set state = 'CANCELLED'
                                       where case_id = ? and state in ('WAITING', 'MERGED') and kind = 'TIME_QUESTION'
                                      returning id)
                        """ + BY_THEMSELVES).param(caseId));
        withdrawals.ofTimeQuestions(caseId);
    }

    @Override
    public void cancelConnection(UUID caseId) {
        jdbc.sql(Unhurried.write("update outbound_message set state = 'CANCELLED'"
                        + " where case_id = ? and state = 'WAITING' and kind = ?"))
                .params(caseId, MessageKind.CONNECTION.name())
                .update();
    }
}
