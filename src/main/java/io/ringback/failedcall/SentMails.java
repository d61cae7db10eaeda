package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The mails between people that we were told about. Found again by Message-ID alone, which is stored hashed: reading
 * the table does not let anyone forge a bounce.
 */
@Service
public class SentMails implements Traces {

    private final JdbcClient jdbc;
    private final Clock clock;

    SentMails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Notes a mail that left. Told again, what was told first stands.
     *
     * @param messageId the Message-ID (RFC 5322 3.6.4), with or without its angle brackets
     * @param sender a {@code mailto:} address
     * @param recipients {@code mailto:} addresses
     */
    public void tell(String messageId, Address sender, List<Address> recipients) {
        jdbc.sql("""
                        insert into sent_mail (message_id_hash, sender, recipients, told_at)
                        values (:hash, :sender, :recipients, :now)
                        on conflict do nothing
                        """)
                .param("hash", hash(messageId))
                .param("sender", sender.uri())
                .param("recipients", recipients.stream().map(Address::uri).toArray(String[]::new))
                .param("now", now())
                .update();
    }

    /** The mail with this Message-ID, with or without angle brackets, if we were told of it. */
    public Optional<SentMail> find(String messageId) {
        return jdbc.sql("select sender, recipients, told_at from sent_mail where message_id_hash = :hash")
                .param("hash", hash(messageId))
                .query(SentMails::read)
                .optional();
    }

    /**
     * Forgets what was told longer ago than {@code age}.
     *
     * @return how many mails were forgotten
     */
    public int purgeOlderThan(Duration age) {
        return jdbc.sql("delete from sent_mail where told_at < :before")
                .param("before", now().minus(age))
                .update();
    }

    /** A bounce of a mail of theirs is not believed any more: nobody could be told. */
    @Override
    public void erase(Erased who) {
        jdbc.sql("delete from sent_mail where sender like any (:addresses)"
                        + " or exists (select from unnest(recipients) r where r like any (:addresses))")
                .param("addresses", who.uriPatterns())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static SentMail read(ResultSet row, int number) throws SQLException {
        Array recipients = row.getArray("recipients");
        return new SentMail(
                new Address(row.getString("sender")),
                Stream.of((String[]) recipients.getArray()).map(Address::new).toList(),
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
