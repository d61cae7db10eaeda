package io.ringback.delivery;

import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.directory.Medium;
import io.ringback.directory.SealedDevice;
import io.ringback.directory.Traces;
import io.ringback.sealing.SealedAddresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the servers of the media call our messages. A report may be quicker than the server's own answer, which names the
 * message; it is kept until then. Every method takes part in the caller's transaction.
 */
@Component
public class ProviderMessages implements Traces {

    /**
     * A report that came before we knew what it was about.
     *
     * @param problem why the message was not delivered, for operators; null if it was
     */
    public record EarlyReport(String providerId, Address recipient, String problem) {}

    /** No server goes on trying for longer. */
    private static final Duration UNDER_WAY = Duration.ofDays(3);

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Clock clock;

    ProviderMessages(JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * The server has taken the message under these ids.
     *
     * @param serverIds the same as the server gave them; empty if its reports write them so too
     * @return what was reported about them before
     */
    public List<EarlyReport> remember(OutboundMessage message, List<String> providerIds, List<String> serverIds) {
        String[] ids = providerIds.stream().sorted().toArray(String[]::new);
        for (String id : ids) {
            lock(message.medium(), id);
        }
        jdbc.sql("insert into provider_message (medium, provider_id, message_id, server_id)"
                        + " select ?, p, ?, s from unnest(?::text[], ?::text[]) as ids (p, s) on conflict do nothing")
                .params(
                        message.medium().name(),
                        message.id(),
                        providerIds.toArray(String[]::new),
                        serverIds.size() == providerIds.size() ? serverIds.toArray(String[]::new) : new String[0])
                .update();
        return jdbc.sql(
                        "delete from early_report e using device d where d.id = ? and e.recipient_hash = d.address_hash"
                                + " and e.medium = ? and e.provider_id = any (?) returning provider_id, d.id, d.address_sealed, problem")
                .params(message.deviceId(), message.medium().name(), ids)
                .query((row, number) ->
                        new EarlyReport(row.getString("provider_id"), address(row), row.getString("problem")))
                .list();
    }

    /**
     * From here to the end of the transaction, nobody else finds out or says what this message is: a report and the server's
     * answer that come at the same moment would otherwise miss each other.
     */
    public void lock(Medium medium, String providerId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param(medium.name() + ':' + providerId)
                .query((row, number) -> true)
                .single();
    }

    /** The latest of our messages that is called so, to this recipient: nobody reports on what went to others. */
    public Optional<UUID> find(Medium medium, String providerId, Address recipient) {
        return jdbc.sql("""
                        select m.id from provider_message p
                          join outbound_message m on m.id = p.message_id
                          join device d on d.id = m.device_id
                         where p.medium = ? and p.provider_id = ? and d.address_hash = ?
                         order by m.created_at desc limit 1
                        """)
                .params(medium.name(), providerId, addresses.hash(recipient.uri()))
                .query(UUID.class)
                .optional();
    }

    /** Whom the latest of our messages that is called so went to. */
    public Optional<Address> recipientOf(Medium medium, String providerId) {
        return jdbc.sql("""
                        select d.id, d.address_sealed from provider_message p
                          join outbound_message m on m.id = p.message_id
                          join device d on d.id = m.device_id
                         where p.medium = ? and p.provider_id = ?
                         order by m.created_at desc limit 1
                        """)
                .params(medium.name(), providerId)
                .query((row, number) -> address(row))
                .optional();
    }

    /**
     * What the server calls the one message to this recipient of which nothing has been reported yet. Empty if there are
     * several: nobody can say which of them a report without a name is about.
     */
    public Optional<String> onlyOneTo(Medium medium, Address recipient) {
        return jdbc.sql("""
                        select min(p.provider_id) from provider_message p
                          join outbound_message m on m.id = p.message_id
                          join device d on d.id = m.device_id
                         where p.medium = ? and d.address_hash = ? and not p.delivered and m.state = 'SENT'
                           and m.created_at > ?
                        having count(distinct m.id) = 1
                        """)
                .params(
                        medium.name(),
                        addresses.hash(recipient.uri()),
                        Timestamp.from(clock.instant().minus(UNDER_WAY)))
                .query(String.class)
                .optional();
    }

    private Address address(ResultSet row) throws SQLException {
        return SealedDevice.open(addresses, row.getObject("id", UUID.class), row.getBytes("address_sealed"));
    }

    /** Keeps a report of a message that we do not know (yet). The last one about it counts. */
    public void keep(Medium medium, EarlyReport report) {
        jdbc.sql("""
                        insert into early_report (medium, provider_id, recipient_hash, problem, received_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (medium, provider_id, recipient_hash) do update set problem = excluded.problem
                        """)
                .params(
                        medium.name(),
                        report.providerId(),
                        addresses.hash(report.recipient().uri()),
                        report.problem(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    /** One part of a message was delivered; whether all of them are now. */
    public boolean isWholeWith(UUID messageId, String providerId) {
        jdbc.sql("update provider_message set delivered = true where message_id = ? and provider_id = ?")
                .params(messageId, providerId)
                .update();
        return jdbc.sql("select count(*) from provider_message where message_id = ? and not delivered")
                        .param(messageId)
                        .query(Long.class)
                        .single()
                == 0;
    }

    /** Forgets the reports that came before {@code time} about messages that nobody ever knew. */
    public void forgetEarlyBefore(Instant time) {
        jdbc.sql("delete from early_report where received_at < ?")
                .param(Timestamp.from(time))
                .update();
    }

    /** Their messages go with them; what is left are reports that came too early, or about messages of others. */
    @Override
    public void erase(Erased who) {
        jdbc.sql("delete from early_report where recipient_hash = any (?)")
                .param(addresses.hashes(who.spelledUris()))
                .update();
    }
}
