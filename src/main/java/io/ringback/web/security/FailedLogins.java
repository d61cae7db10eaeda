package io.ringback.web.security;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes down wrong passwords and codes: for the account's owner, who is told at the next login, in the operators' journal, and in the
 * log. A name that is no account's may be
 * a password in the wrong field, so it is not written down.
 */
public final class FailedLogins {

    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);
    private static final LimitProperties.Rate LINES = new LimitProperties.Rate(30L, Duration.ofMinutes(1));
    /** Stands in the journal for all names that are no account's. */
    private static final String NO_ACCOUNT = "";

    private static final int LONGEST_REASON = 200;
    private static final String LOG_OF_THIS_NODE = "log";

    private final JdbcClient jdbc;
    private final OperatorAccounts accounts;
    private final RateLimit<String> lines = new RateLimit<>(LINES);
    private final AtomicLong unsaid = new AtomicLong();

    FailedLogins(JdbcClient jdbc, OperatorAccounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /** @param rightPassword whether the password was right, and what came behind it was not */
    void add(String account, String from, boolean rightPassword) {
        boolean exists = accounts.exists(account);
        int codes = rightPassword ? 1 : 0;
        if (exists) {
            jdbc.sql("""
                            insert into failed_login (account, failures, codes, last_at, last_from)
                            values (?, 1, ?, now(), ?)
                            on conflict (account) do update
                               set failures = failed_login.failures + 1, codes = failed_login.codes + excluded.codes,
                                   last_at = now(), last_from = excluded.last_from
                            """).params(account, codes, from).update();
        }
        inTheJournal(exists ? account : NO_ACCOUNT, from, codes);
        if (lines.take(LOG_OF_THIS_NODE).isZero()) {
            LOG.warn(
                    "Somebody at {} did not log in as {}: wrong {}. {} more such lines were left out before this one.",
                    from,
                    exists ? account : "a name that is no account's",
                    rightPassword ? "code, with the right password" : "password",
                    unsaid.getAndSet(0));
        } else {
            unsaid.incrementAndGet();
        }
    }

    /** One row an hour for an account, and one for all names that are none's: however many fail, the journal stays short. */
    private void inTheJournal(String account, String from, int codes) {
        jdbc.sql("""
                        insert into failed_logins_of_hour (hour, account, failures, codes, last_at, last_from)
                        values (date_trunc('hour', now()), ?, 1, ?, now(), ?)
                        on conflict (hour, account) do update
                           set failures = failed_logins_of_hour.failures + 1,
                               codes = failed_logins_of_hour.codes + excluded.codes,
                               last_at = now(), last_from = excluded.last_from
                        """).params(account, codes, from).update();
    }

    /** Somebody came back from an issuer and was let in nowhere; they have no account here. */
    void addOfIssuer(String from, String why) {
        inTheJournal(NO_ACCOUNT, from, 0);
        if (lines.take(LOG_OF_THIS_NODE).isZero()) {
            LOG.warn("Somebody at {} did not log in by the issuer: {}", from, shortened(why));
        } else {
            unsaid.incrementAndGet();
        }
    }

    /** It may be what a stranger wrote into the way back. */
    private static String shortened(String why) {
        String text = String.valueOf(why).replaceAll("\\p{Cntrl}", " ");
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }

    /**
     * What to tell the owner, who has logged in. It is told once.
     *
     * @param weak whether the password would be refused today
     */
    LoginNotice tell(String account, boolean weak) {
        return jdbc.sql("delete from failed_login where account = ? returning failures, codes, last_at, last_from")
                .param(account)
                .query((row, number) -> new LoginNotice(
                        row.getLong("failures"),
                        row.getLong("codes"),
                        row.getTimestamp("last_at").toInstant(),
                        row.getString("last_from"),
                        weak))
                .optional()
                .orElse(new LoginNotice(0, 0, null, null, weak));
    }

    boolean isWeak(String account, String password) {
        return accounts.isWeak(account, password);
    }

    /**
     * The failed logins of one hour to one account, or to all names that are none's.
     *
     * @param account empty for those
     * @param failures how many; none is zero
     * @param codes how many of them had the right password and a wrong code
     * @param last when the last of them came
     * @param from the address that it came from
     */
    public record OfHour(String account, long failures, long codes, Instant last, String from) {}

    /** The newest, {@code most} of them. */
    public List<OfHour> newest(int most) {
        return jdbc.sql("select * from failed_logins_of_hour order by hour desc, last_at desc limit ?")
                .param(most)
                .query((row, number) -> new OfHour(
                        row.getString("account"),
                        row.getLong("failures"),
                        row.getLong("codes"),
                        row.getTimestamp("last_at").toInstant(),
                        row.getString("last_from")))
                .list();
    }

    /** Forgets those of before {@code time}, also if their owners have not been told. */
    public void forgetBefore(Instant time) {
        jdbc.sql("delete from failed_logins_of_hour where hour < ?")
                .param(Timestamp.from(time))
                .update();
        jdbc.sql("delete from failed_login where last_at < ?")
                .param(Timestamp.from(time))
                .update();
    }
}
