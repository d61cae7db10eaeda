package io.ringback.delivery;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the caps have held back for one device is told as one message once there is room. */
@Component
class HeldBack {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Journal journal;

    HeldBack(JdbcClient jdbc, TransactionTemplate transaction, Journal journal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.journal = journal;
    }

    /**
     * Has {@code message}, which was held back and whose time has come, tell of all that waits beside it too. What became of the
     * message is then news to the cases of all.
     *
     * @return false if another message tells of this one
     */
    boolean gather(OutboundMessage message) {
        List<OutboundMessage> gathered = transaction.execute(status -> gatherInto(message));
        transaction.executeWithoutResult(status -> gathered.forEach(one -> journal.write(
                one.caseId(),
                Step.valueOf(one.kind().name()),
                one.medium(),
                "MERGED",
                "told in one message with others that were held back")));
        return waits(message.id());
    }

    private List<OutboundMessage> gatherInto(OutboundMessage message) {
        // As who writes another one to the same person.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(message.personId().toString())
                .query()
                .singleRow();
        List<OutboundMessage> gathered = jdbc.sql("""
                        update outbound_message o set state = 'MERGED', merged_into = :id
                         where o.device_id = :device and o.person_id = :person and o.kind = :kind and o.id <> :id
                           and o.state = 'WAITING' and o.held_by is not null and o.attempts = 0 and not o.leaving
                           and exists (select 1 from outbound_message m where m.id = :id and m.state = 'WAITING')
                        returning
                        """ + SentMessages.READ)
                .param("id", message.id())
                .param("device", message.deviceId())
                .param("person", message.personId())
                .param("kind", message.kind().name())
                .query(SentMessages::read)
                .list();
        if (!gathered.isEmpty()) {
            // One of them may have been about to leave, and have gathered others.
            jdbc.sql("update outbound_message set merged_into = ? where state = 'MERGED' and merged_into = any (?)")
                    .params(
                            message.id(),
                            gathered.stream().map(OutboundMessage::id).toArray(UUID[]::new))
                    .update();
            // The letter is worth delivering for as long as any of what it tells.
            jdbc.sql(
                            "update outbound_message set valid_until = greatest(valid_until,"
                                    + " (select max(o.valid_until) from outbound_message o where o.merged_into = :id)) where id = :id")
                    .param("id", message.id())
                    .update();
        }
        return gathered;
    }

    private boolean waits(UUID messageId) {
        return jdbc.sql("select state = 'WAITING' from outbound_message where id = ?")
                .param(messageId)
                .query(Boolean.class)
                .single();
    }
}
