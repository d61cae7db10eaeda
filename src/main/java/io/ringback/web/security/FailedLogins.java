package io.ringback.web.security;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes down wrong passwords: for the account's owner, who is told at the next login, and in the log. A name that is no account's may be
 * a password in the wrong field, so it is not written down.
 */
public final class FailedLogins {

    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);
    private static final LimitProperties.Rate LINES = new LimitProperties.Rate(30L, Duration.ofMinutes(1));
    private static final String LOG_OF_THIS_NODE = "log";

    private final JdbcClient jdbc;
    private final OperatorAccounts accounts;
    private final RateLimit<String> lines = new RateLimit<>(LINES);
    private final AtomicLong unsaid = new AtomicLong();

    FailedLogins(JdbcClient jdbc, OperatorAccounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    void add(String account, String from) {
        boolean exists = accounts.exists(account);
        if (exists) {
            jdbc.sql(
                            "insert into failed_login (account, failures, last_at, last_from) values (?, 1, now(), ?)"
                                    + " on conflict (account) do update"
                                    + " set failures = failed_login.failures + 1, last_at = now(), last_from = excluded.last_from")
                    .params(account, from)
                    .update();
        }
        if (lines.take(LOG_OF_THIS_NODE).isZero()) {
            LOG.warn(
                    "Somebody at {} did not log in as {}: wrong password. {} more such lines were left out before this one.",
                    from,
                    exists ? account : "a name that is no account's",
                    unsaid.getAndSet(0));
        } else {
            unsaid.incrementAndGet();
        }
    }

    /** Forgets accounts at which nobody has failed since {@code time}, although their owners have not been told. */
    public void forgetBefore(Instant time) {
        jdbc.sql("delete from failed_login where last_at < ?")
                .param(Timestamp.from(time))
                .update();
    }

    /** What to tell the owner, who has logged in with this password. It is told once. */
    LoginNotice tell(String account, String password) {
        boolean weak = accounts.isWeak(account, password);
        return jdbc.sql("delete from failed_login where account = ? returning failures, last_at, last_from")
                .param(account)
                .query((row, number) -> new LoginNotice(
                        row.getLong("failures"),
                        row.getTimestamp("last_at").toInstant(),
                        row.getString("last_from"),
                        weak))
                .optional()
                .orElse(new LoginNotice(0, null, null, weak));
    }
}
