package io.ringback.benchmark.bare;

import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The durable facts of a case. Each method is one transaction in one statement; what is repeated, late or not granted changes
 * nothing and returns nothing.
 */
final class BareCases {

    /**
     * A letter that may leave now: its row is committed.
     *
     * @param name the reader's
     * @param other the name of whom it is about
     * @param label of the device on which the callee can be reached; null in the first two letters
     * @param actedOn the message whose session identifier brought it about; null if none was
     */
    record Outgoing(UUID messageId, String name, String mail, String other, String cause, String label, UUID actedOn) {

        Cause toldCause() {
            return Cause.valueOf(cause);
        }
    }

    private static final String FAILED_CALL = """
            with people as (
                select caller.id as caller_id, caller.name, callee.id as callee_id, callee.name as other,
                       mail.id as mail_id, substr(mail.address, 8) as mail
                  from device calling join person caller on caller.id = calling.person_id
                  join device mail on mail.person_id = caller.id and mail.medium = 'EMAIL',
                       device called join person callee on callee.id = called.person_id
                 where calling.medium = 'VOICE' and calling.address = :caller
                   and called.medium = 'VOICE' and called.address = :callee and caller.id <> callee.id and not callee.never
                   and not exists (select from block b where b.callee_id = callee.id and b.caller_id = caller.id)
                 order by mail.position limit 1),
            stored as (
                insert into inbound_event (id, kind, case_id, payload, state, received_at, handled_at)
                select :event, 'FAILED_CALL', :case,
                       jsonb_build_object('caller', :caller, 'callee', :callee, 'medium', 'VOICE', 'cause', :cause,
                                          'source', 'api:bench', 'occurredAt', :tried),
                       'HANDLED', now(), now()
                  from people on conflict (id) do nothing returning id),
            pair as (
                insert into open_pair (caller_id, callee_id, case_id) select caller_id, callee_id, :case from people, stored
                on conflict (caller_id, callee_id) do nothing returning case_id),
            opened as (
                insert into failed_call_case (id, caller_id, callee_id, caller_address, callee_address, failed_medium,
                                              cause, first_tried_at, last_tried_at, state, opened_at)
                select :case, caller_id, callee_id, :caller, :callee, 'VOICE', :cause, :tried::timestamptz,
                       :tried::timestamptz, 'ASKING_CALLER', now()
                  from people, pair returning id),
            written as (
                insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, caller_id)
                select :message, :case, 'QUESTION', 'EMAIL', caller_id, mail_id, 'WAITING', now(), caller_id
                  from people, opened returning id),
            granted as (
                insert into session_identifier (hash, message_id, purpose, expires_at)
                select g.hash, :message, g.purpose, now() + g.lasts
                  from written, (values (:answer::bytea, 'ANSWER', interval '4 hours'),
                                        (:withdraw, 'WITHDRAW', '4 hours'),
                                        (:unsubscribe, 'UNSUBSCRIBE', '60 days')) g (hash, purpose, lasts)),
            noted as (
                insert into journal (case_id, at, step, medium, result)
                select :case, now(), l.step, l.medium, l.result
                  from opened, (values ('CALL_FAILED', 'VOICE', :cause),
                                       ('QUESTION', 'EMAIL', 'WRITTEN')) l (step, medium, result))
            select :message::uuid as message_id, name, mail, other, :cause as cause, null as label, null::uuid as acted_on
              from people, written
            """;

    private static final String SENT = """
            with sent as (
                update outbound_message set state = 'SENT', sent_at = now() where id = :message and state = 'WAITING'
                returning case_id, kind, medium)
            insert into journal (case_id, at, step, medium, result) select case_id, now(), kind, medium, 'SENT' from sent
            """;

    private static final String ANSWERED = """
            with used as (
                update session_identifier set used_at = now()
                 where hash = :token and purpose = 'ANSWER' and used_at is null and expires_at > now() returning message_id),
            moved as (
                update failed_call_case c set state = 'WAITING_FOR_CALLEE' from used, outbound_message m
                 where m.id = used.message_id and c.id = m.case_id and c.state = 'ASKING_CALLER'
                returning c.id, c.caller_id, c.callee_id, c.cause, used.message_id),
            stored as (
                insert into inbound_event (id, kind, case_id, payload, state, received_at, handled_at)
                select 'answer:' || message_id, 'ANSWER', id, '{"answer": "YES"}', 'HANDLED', now(), now() from moved),
            people as (
                select moved.id as case_id, caller_id, callee.id as callee_id, callee.name, caller.name as other,
                       mail.id as mail_id, substr(mail.address, 8) as mail, cause, message_id
                  from moved join person caller on caller.id = caller_id join person callee on callee.id = callee_id
                  join device mail on mail.person_id = callee.id and mail.medium = 'EMAIL'
                 order by mail.position limit 1),
            written as (
                insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, caller_id)
                select :message, case_id, 'NOTIFICATION', 'EMAIL', callee_id, mail_id, 'WAITING', now(), caller_id
                  from people returning id),
            granted as (
                insert into session_identifier (hash, message_id, purpose, expires_at)
                select g.hash, :message, g.purpose, now() + g.lasts
                  from written, (values (:contact::bytea, 'CONTACT', interval '1 day'),
                                        (:unsubscribe, 'UNSUBSCRIBE', '60 days')) g (hash, purpose, lasts)),
            noted as (
                insert into journal (case_id, at, step, medium, result)
                select case_id, now(), l.step, l.medium, l.result
                  from people, (values ('CALLER_ANSWERED', null, 'YES'),
                                       ('NOTIFICATION', 'EMAIL', 'WRITTEN')) l (step, medium, result))
            select :message::uuid as message_id, name, mail, other, cause, null as label, message_id as acted_on
              from people, written
            """;

    private static final String CONTACT = """
            with used as (
                update session_identifier set used_at = now()
                 where hash = :token and purpose = 'CONTACT' and used_at is null and expires_at > now() returning message_id),
            moved as (
                update failed_call_case c set state = 'INFORMING_CALLER', reachable_on = d.id
                  from used, outbound_message m, device d
                 where m.id = used.message_id and c.id = m.case_id and c.state = 'WAITING_FOR_CALLEE'
                   and d.id = :device and d.person_id = c.callee_id
                returning c.id, c.caller_id, c.callee_id, c.cause, d.label, used.message_id),
            stored as (
                insert into inbound_event (id, kind, case_id, payload, state, received_at, handled_at)
                select 'contact:' || message_id, 'CONTACT', id,
                       jsonb_build_object('choice', 'INFORM', 'device', :device::text), 'HANDLED', now(), now() from moved),
            people as (
                select moved.id as case_id, caller.id as caller_id, caller.name, callee.name as other,
                       mail.id as mail_id, substr(mail.address, 8) as mail, cause, moved.label
                  from moved join person caller on caller.id = caller_id join person callee on callee.id = callee_id
                  join device mail on mail.person_id = caller.id and mail.medium = 'EMAIL'
                 order by mail.position limit 1),
            written as (
                insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, caller_id)
                select :message, case_id, 'INFORMATION', 'EMAIL', caller_id, mail_id, 'WAITING', now(), caller_id
                  from people returning id),
            granted as (
                insert into session_identifier (hash, message_id, purpose, expires_at)
                select :unsubscribe, :message, 'UNSUBSCRIBE', now() + interval '60 days' from written),
            noted as (
                insert into journal (case_id, at, step, medium, result)
                select case_id, now(), l.step, l.medium, l.result
                  from people, (values ('CONTACT_MEANS_USED', null, 'INFORM'),
                                       ('INFORMATION', 'EMAIL', 'WRITTEN')) l (step, medium, result))
            select :message::uuid as message_id, name, mail, other, cause, label, null::uuid as acted_on from people, written
            """;

    private static final String INFORMED = """
            with sent as (
                update outbound_message set state = 'SENT', sent_at = now() where id = :message and state = 'WAITING'
                returning case_id),
            stored as (
                insert into inbound_event (id, kind, case_id, payload, state, received_at, handled_at)
                select 'delivered:' || :message::text, 'DELIVERED', case_id,
                       jsonb_build_object('taken', 'true', 'message', :message::text), 'HANDLED', now(), now() from sent),
            ended as (
                update failed_call_case c set state = 'ENDED', outcome = 'INFORMED', ended_at = now() from sent
                 where c.id = sent.case_id),
            pair as (delete from open_pair o using sent where o.case_id = sent.case_id),
            expired as (
                update session_identifier s set expires_at = now() from sent, outbound_message m
                 where m.case_id = sent.case_id and s.message_id = m.id and s.purpose <> 'UNSUBSCRIBE'
                   and s.expires_at > now())
            insert into journal (case_id, at, step, medium, result)
            select case_id, now(), l.step, l.medium, l.result
              from sent, (values ('INFORMATION', 'EMAIL', 'SENT'), ('ENDED', null, 'INFORMED')) l (step, medium, result)
            """;

    private final JdbcClient jdbc;
    private final SessionIdentifiers sessions;

    BareCases(JdbcClient jdbc, SessionIdentifiers sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    /** Opens a case, unless the call was told before, the two have an open one, or somebody is not known. */
    Optional<Outgoing> failedCall(FailedCallTold call, UUID caseId) {
        UUID message = UUID.randomUUID();
        return jdbc.sql(FAILED_CALL)
                .param("event", "failed-call:" + call.id())
                .param("caller", "tel:" + call.caller())
                .param("callee", "tel:" + call.callee())
                .param("cause", Cause.valueOf(call.cause()).name())
                .param("tried", call.occurredAt().toString())
                .param("case", caseId)
                .param("message", message)
                .param("answer", hash(message, Purpose.ANSWER))
                .param("withdraw", hash(message, Purpose.WITHDRAW))
                .param("unsubscribe", hash(message, Purpose.UNSUBSCRIBE))
                .query(Outgoing.class)
                .optional();
    }

    /** The mail server has taken the question or the notification. */
    void sent(UUID message) {
        jdbc.sql(SENT).param("message", message).update();
    }

    /** The caller wants the callee to be notified. */
    Optional<Outgoing> answered(SessionIdentifier token) {
        UUID message = UUID.randomUUID();
        return jdbc.sql(ANSWERED)
                .param("token", token.hash())
                .param("message", message)
                .param("contact", hash(message, Purpose.CONTACT))
                .param("unsubscribe", hash(message, Purpose.UNSUBSCRIBE))
                .query(Outgoing.class)
                .optional();
    }

    /** The callee can be reached on {@code device}. */
    Optional<Outgoing> contactMeansUsed(SessionIdentifier token, UUID device) {
        UUID message = UUID.randomUUID();
        return jdbc.sql(CONTACT)
                .param("token", token.hash())
                .param("device", device)
                .param("message", message)
                .param("unsubscribe", hash(message, Purpose.UNSUBSCRIBE))
                .query(Outgoing.class)
                .optional();
    }

    /** The mail server has taken the information: the case ends. */
    void informed(UUID message) {
        jdbc.sql(INFORMED).param("message", message).update();
    }

    private byte[] hash(UUID message, Purpose purpose) {
        return sessions.derive(message, purpose).hash();
    }
}
