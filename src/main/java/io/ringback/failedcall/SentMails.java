package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The mails between people that we were told about. Found again by Message-ID alone, which is stored hashed: reading
 * the table does not let anyone forge a bounce.
 */
@Service
public class SentMails implements SealedColumn.Owner, Traces {

    /** The sender and the recipients, each in a line of its own. */
    private static final SealedColumn ADDRESSES = new SealedColumn(
            "sent_mail.addresses_sealed",
            """
            select encode(message_id_hash, 'hex') as row, addresses_sealed as sealed from sent_mail
             where message_id_hash > decode(coalesce(?, ''), 'hex') order by message_id_hash limit ?
            """,
            "update sent_mail set addresses_sealed = ? where message_id_hash = decode(?, 'hex') and addresses_sealed = ?");

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Clock clock;

    SentMails(JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    public Stream<SealedColumn> sealedColumns() {
        return Stream.of(ADDRESSES);
    }

    /**
     * Notes a mail that left. Told again, what was told first stands.
     *
     * @param messageId the Message-ID (RFC 5322 3.6.4), with or without its angle brackets
     * @param sender a {@code mailto:} address
     * @param recipients {@code mailto:} addresses
     */
    public void tell(String messageId, Address sender, List<Address> recipients) {
        byte[] hash = hash(messageId);
        String lines = Stream.concat(Stream.of(sender), recipients.stream())
                .map(Address::uri)
                .collect(Collectors.joining("\n"));
        jdbc.sql("""
                        insert into sent_mail (message_id_hash, addresses_sealed, told_at)
                        values (:hash, :addresses, :now)
                        on conflict do nothing
                        """)
                .param("hash", hash)
                .param("addresses", addresses.seal(ADDRESSES, HexFormat.of().formatHex(hash), lines))
                .param("now", now())
                .update();
    }

    /** The mail with this Message-ID, with or without angle brackets, if we were told of it. */
    public Optional<SentMail> find(String messageId) {
        byte[] hash = hash(messageId);
        return jdbc.sql("select addresses_sealed, told_at from sent_mail where message_id_hash = :hash")
                .param("hash", hash)
                .query((row, number) -> read(HexFormat.of().formatHex(hash), row))
                .optional();
    }

    /**
     * Forgets what was told longer ago than {@code age}, the oldest first.
     *
     * @param most that are forgotten now
     * @return how many mails were forgotten
     */
    public int purgeOlderThan(Duration age, int most) {
        return jdbc.sql(
                        "delete from sent_mail where message_id_hash in"
                                + " (select message_id_hash from sent_mail where told_at < :before order by told_at limit :most)")
                .param("before", now().minus(age))
                .param("most", most)
                .update();
    }

    /** A bounce of a mail of theirs is not believed any more: nobody could be told. */
    @Override
    public void erase(Erased who) {
        List<byte[]> theirs = new ArrayList<>();
        jdbc.sql("select message_id_hash, addresses_sealed, told_at from sent_mail")
                .query((ResultSet row) -> {
                    byte[] hash = row.getBytes("message_id_hash");
                    SentMail mail = read(HexFormat.of().formatHex(hash), row);
                    if (who.owns(mail.sender()) || mail.recipients().stream().anyMatch(who::owns)) {
                        theirs.add(hash);
                    }
                });
        jdbc.sql("delete from sent_mail where message_id_hash = any (?)")
                .param(theirs.toArray(byte[][]::new))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private SentMail read(String mail, ResultSet row) throws SQLException {
        List<Address> told = addresses
                .open(ADDRESSES, mail, row.getBytes("addresses_sealed"))
                .lines()
                .map(Address::new)
                .toList();
        return new SentMail(
                told.get(0),
                told.subList(1, told.size()),
                row.getObject("told_at", OffsetDateTime.class).toInstant());
    }

    private static byte[] hash(String messageId) {
        String bare = messageId.strip().replaceAll("^<|>$", "");
        try {
            return MessageDigest.getInstance("SHA-256").digest(bare.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
