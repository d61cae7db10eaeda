package io.ringback.texting;

import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import io.ringback.sealing.SealedAddresses;
import io.ringback.wording.Content;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Picks the sender of each short message so that person and sender are one pair among what waits: then any reply to it is
 * understood without a word about what it answers. When all senders are taken for a person, a code tells the cases apart.
 */
@Component
class SenderPool {

    /**
     * Who a message comes from.
     *
     * @param address as configured
     * @param code what the person writes to answer this and nothing else; empty if any reply does
     */
    record Sender(String address, Optional<Integer> code) {}

    record Use(String sender, int code) {}

    private static final int NOT_SHOWN = 1;

    private static final Map<Medium, String> SETTINGS = Map.of(
            Medium.SMS, "ringback.sms.senders",
            Medium.MMS, "ringback.mms.senders",
            Medium.INSTANT_MESSAGE, "ringback.instant-messages.senders");

    private final JdbcClient jdbc;
    private final ShortMessageProperties settings;
    private final SealedAddresses addresses;
    private final Clock clock;

    SenderPool(JdbcClient jdbc, ShortMessageProperties settings, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * The sender of {@code message}: the same each time it is asked.
     *
     * @throws CannotBeDelivered if there is none that could write to that address
     */
    @Transactional
    Sender senderOf(OutboundMessage message, Content content) {
        List<String> pool = settings.senders(message.medium(), content.to().scheme());
        Optional<Use> known = usedBy(message.id());
        if (known.isPresent()) {
            return sender(known.get(), pool);
        }
        if (pool.isEmpty()) {
            throw new CannotBeDelivered("There is no sender for " + message.medium() + " to a "
                    + content.to().scheme() + ": address; add one to " + SETTINGS.get(message.medium())
                    + " (docs/short-messages.md).");
        }
        // Two messages to one person choose one after the other.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(content.readerId().toString())
                .query((row, number) -> true)
                .single();
        List<String> normal = pool.stream().map(SenderAddress::normal).toList();
        Use chosen = inSameCase(message)
                .filter(use -> normal.contains(use.sender()))
                .orElseGet(() -> free(normal, busy(message)));
        note(message.id(), content, chosen.sender(), message.kind().isCourtesy() ? null : chosen.code());
        return sender(chosen, pool);
    }

    /** A courtesy comes from the sender that was spoken to. */
    void answerFrom(UUID messageId, UUID personId, String address, String sender) {
        jdbc.sql("insert into sender_use (message_id, person_id, address_hash, sender) values (?, ?, ?, ?)")
                .params(messageId, personId, addresses.hash(address), sender)
                .update();
    }

    private void note(UUID messageId, Content content, String sender, Integer code) {
        jdbc.sql("insert into sender_use (message_id, person_id, address_hash, sender, code) values (?, ?, ?, ?, ?)")
                .params(
                        messageId,
                        content.readerId(),
                        addresses.hash(content.to().uri()),
                        sender,
                        code)
                .update();
    }

    private Optional<Use> usedBy(UUID messageId) {
        return jdbc.sql("select sender, coalesce(code, 1) as code from sender_use where message_id = ?")
                .param(messageId)
                .query((row, number) -> new Use(row.getString("sender"), row.getInt("code")))
                .optional();
    }

    private Optional<Use> inSameCase(OutboundMessage message) {
        return jdbc.sql("""
                        select u.sender, u.code from sender_use u join outbound_message m on m.id = u.message_id
                         where m.case_id = ? and u.person_id = ? and u.code is not null order by m.created_at desc limit 1
                        """)
                .params(message.caseId(), message.personId())
                .query((row, number) -> new Use(row.getString("sender"), row.getInt("code")))
                .optional();
    }

    /** What the person may still answer, or might answer although it is over. */
    private List<Use> busy(OutboundMessage message) {
        return jdbc.sql("""
                        select u.sender, u.code from sender_use u
                          join outbound_message m on m.id = u.message_id
                          join failed_call_case c on c.id = m.case_id
                         where u.person_id = ? and u.code is not null and c.id <> ?
                           and (c.ended_at is null or c.ended_at > ?)
                        """)
                .params(
                        message.personId(),
                        message.caseId(),
                        Timestamp.from(clock.instant().minus(settings.senderRest())))
                .query((row, number) -> new Use(row.getString("sender"), row.getInt("code")))
                .list();
    }

    static Use free(List<String> senders, List<Use> busy) {
        Comparator<String> leastBusy = Comparator.comparingLong(sender ->
                busy.stream().filter(use -> use.sender().equals(sender)).count());
        String sender = senders.stream().min(leastBusy).orElseThrow();
        List<Integer> codes = busy.stream()
                .filter(use -> use.sender().equals(sender))
                .map(Use::code)
                .toList();
        int code = NOT_SHOWN;
        if (!codes.isEmpty()) {
            do {
                code++;
            } while (codes.contains(code));
        }
        return new Use(sender, code);
    }

    private static Sender sender(Use use, List<String> pool) {
        String address = pool.stream()
                .filter(sender -> SenderAddress.normal(sender).equals(use.sender()))
                .findFirst()
                .orElse(use.sender());
        return new Sender(address, Optional.of(use.code()).filter(code -> code > NOT_SHOWN));
    }
}
