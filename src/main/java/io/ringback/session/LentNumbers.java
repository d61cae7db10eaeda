package io.ringback.session;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Telephone numbers that are lent to messages, as another spelling of the session identifier in them: whoever the message went to
 * dials the number once, and it is dead. How long it lives is what the identifier's own grant says; then it rests.
 * Every method takes part in the caller's transaction.
 */
@Component
public class LentNumbers {

    private static final Logger LOG = LoggerFactory.getLogger(LentNumbers.class);

    private static final String LEND = """
            update lent_number set message_id = :message, used_at = null, rests_until = :rests
             where number = (
                   select l.number from lent_number l
                    where l.number = any(:numbers) and l.rests_until <= :now
                      and not exists (select from session_identifier s
                                       where s.message_id = l.message_id and s.purpose = 'CONTACT' and s.expires_at > :ended)
                    order by l.rests_until, l.number
                    limit 1 for update skip locked)
            returning number
            """;

    private static final String MISSING = """
            insert into lent_number (number)
            select n from unnest(:numbers) as n where not exists (select from lent_number l where l.number = n)
            on conflict do nothing
            """;

    private final JdbcClient jdbc;
    private final DialableNumbers numbers;
    private final Clock clock;
    private final String[] pool;

    LentNumbers(JdbcClient jdbc, DialableNumbers numbers, Clock clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.clock = clock;
        this.pool = numbers.all().stream().sorted().toArray(String[]::new);
    }

    /**
     * Lends a number to message {@code messageId}, the one that has rested longest.
     *
     * @param until when the message's session identifier expires, as far as that is known
     * @return empty if none is free, or none is there to be lent: the message then names none
     */
    public Optional<String> lend(UUID messageId, Instant until) {
        if (pool.length == 0) {
            return Optional.empty();
        }
        Optional<String> lent = lendOne(messageId, until);
        if (lent.isEmpty() && jdbc.sql(MISSING).param("numbers", pool).update() > 0) {
            lent = lendOne(messageId, until);
        }
        if (lent.isEmpty()) {
            LOG.warn(
                    "No number of ringback.dialable.numbers is free, so message {} names none. Add some, or"
                            + " have them rest less long (ringback.dialable.rest)",
                    messageId);
        }
        return lent;
    }

    /** Whether one is lent to a message that is spoken, too. */
    public boolean areSpoken() {
        return numbers.spoken();
    }

    private Optional<String> lendOne(UUID messageId, Instant until) {
        Instant now = clock.instant();
        return jdbc.sql(LEND)
                .param("message", messageId)
                .param("rests", Timestamp.from((until.isAfter(now) ? until : now).plus(numbers.rest())))
                .param("numbers", pool)
                .param("now", Timestamp.from(now))
                .param("ended", Timestamp.from(now.minus(numbers.rest())))
                .query(String.class)
                .optional();
    }

    /** The number that message {@code messageId} names, {@code +46...}; empty if none was lent to it, or it has been dialled. */
    public Optional<String> of(UUID messageId) {
        return pool.length == 0
                ? Optional.empty()
                : jdbc.sql("select number from lent_number where message_id = ? and used_at is null")
                        .param(messageId)
                        .query(String.class)
                        .optional();
    }

    /** What {@code number} was lent for last; empty if it never was, or that is gone. */
    public Optional<Lent> lentAs(String number) {
        return jdbc.sql("""
                        select l.message_id, m.case_id, m.person_id, l.used_at is not null or exists (
                               select from failed_call_case c where c.id = m.case_id and m.created_at < c.turned_at) as used
                          from lent_number l join outbound_message m on m.id = l.message_id where l.number = ?
                        """).param(number).query(Lent::read).optional();
    }

    /**
     * Takes the one use of the number that was lent to message {@code messageId}; of calls that come at once, one has it.
     *
     * @return false if it has been dialled
     */
    public boolean use(UUID messageId) {
        return jdbc.sql("update lent_number set used_at = ? where message_id = ? and used_at is null")
                        .params(Timestamp.from(clock.instant()), messageId)
                        .update()
                > 0;
    }
}
