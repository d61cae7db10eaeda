package io.ringback.texting;

import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Address;
import io.ringback.sealing.SealedAddresses;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was written between a device and one of our senders. */
@Component
class Exchanges {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Clock clock;

    Exchanges(JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * The address as it was written to: a telephone writes as {@code sip:+number@switch}, and STOP is said for its
     * {@code tel:} address. Else as somebody has it; as given, if nobody has.
     */
    Address asWritten(Address device, String sender) {
        List<String> spellings = spellings(device);
        byte[][] hashes = hashes(device);
        return jdbc.sql("select array_position(?::bytea[], u.address_hash) from sender_use u"
                        + " join outbound_message m on m.id = u.message_id"
                        + " where u.address_hash = any (?) and u.sender = ? order by m.created_at desc limit 1")
                .params(hashes, hashes, sender)
                .query(Integer.class)
                .optional()
                .or(() -> jdbc.sql("select array_position(?::bytea[], address_hash) as place from device"
                                + " where address_hash = any (?) order by place limit 1")
                        .params(hashes, hashes)
                        .query(Integer.class)
                        .optional())
                .map(place -> new Address(spellings.get(place - 1)))
                .orElse(device);
    }

    /**
     * What the device's owner has not answered yet, in the order of their codes: of each case one message, the latest.
     *
     * @param answered the message that a reply names, which then stands for its case instead; empty if it names none
     */
    List<Waiting> waiting(Address device, String sender, Optional<UUID> answered) {
        return jdbc.sql("""
                        select * from (
                            select distinct on (m.case_id) m.id, m.kind, u.code, other.name as about
                              from sender_use u
                              join outbound_message m on m.id = u.message_id
                              join failed_call_case c on c.id = m.case_id
                              join session_identifier s on s.message_id = m.id
                              join person other on other.id = case when m.kind in ('QUESTION', 'TIME_QUESTION') then c.callee_id else c.caller_id end
                             where u.address_hash = any (?) and u.sender = ? and u.code is not null
                               and s.purpose in ('ANSWER', 'CONTACT') and s.used_at is null and s.expires_at > ?
                             order by m.case_id, m.id = ?::uuid desc, m.created_at desc) latest
                         order by code
                        """)
                .params(hashes(device), sender, Timestamp.from(clock.instant()), answered.orElse(null))
                .query((row, number) -> new Waiting(
                        row.getObject("id", UUID.class),
                        MessageKind.valueOf(row.getString("kind")),
                        row.getInt("code"),
                        row.getString("about")))
                .list();
    }

    /** The latest message that can be or could be answered. */
    Optional<OutboundMessage> lastAsked(Address device, String sender) {
        return last(device, sender, "and m.kind in ('QUESTION', 'NOTIFICATION', 'TIME_QUESTION')");
    }

    /** The latest message of any kind. */
    Optional<OutboundMessage> last(Address device, String sender) {
        return last(device, sender, "");
    }

    private Optional<OutboundMessage> last(Address device, String sender, String which) {
        return jdbc.sql("select m.id, m.case_id, m.kind, m.medium, m.person_id, m.device_id, m.valid_until"
                        + " from sender_use u"
                        + " join outbound_message m on m.id = u.message_id where u.address_hash = any (?) and u.sender = ? "
                        + which
                        + " order by m.created_at desc limit 1")
                .params(hashes(device), sender)
                .query(SentMessages::read)
                .optional();
    }

    /** Whether the device has been asked from there what it meant since the message left. */
    boolean isAskedBack(UUID messageId, Address device, String sender) {
        return jdbc.sql("select count(*) from sender_use u join outbound_message m on m.id = u.message_id"
                                + " where u.address_hash = any (?) and u.sender = ? and m.kind = 'ASK_BACK'"
                                + " and m.created_at >= (select created_at from outbound_message where id = ?)")
                        .params(hashes(device), sender, messageId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** How many courtesies of this kind the device has been sent lately. */
    long courtesies(Address device, MessageKind kind, Duration lately) {
        return jdbc.sql("select count(*) from sender_use u join outbound_message m on m.id = u.message_id"
                        + " where u.address_hash = any (?) and m.kind = ? and m.created_at > ?")
                .params(
                        hashes(device),
                        kind.name(),
                        Timestamp.from(clock.instant().minus(lately)))
                .query(Long.class)
                .single();
    }

    /** A phone at {@code sips:} may write as {@code sip:}, and who is listed as {@code im:} writes as {@code xmpp:}. */
    private static List<String> spellings(Address device) {
        return Stream.concat(
                        Stream.of(device.spelledUris()),
                        Stream.of(device)
                                .filter(jid -> jid.scheme().equals("xmpp"))
                                .map(jid -> "im:" + jid.value()))
                .toList();
    }

    private byte[][] hashes(Address device) {
        return addresses.hashes(spellings(device).toArray(String[]::new));
    }
}
