package io.ringback.web.login;

import io.ringback.web.security.SecondFactor;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The devices of accounts. A code is checked with its account's row locked, so that it counts once on all nodes together; wrong ones make
 * the next wait, wherever they come from. Only who knows the password can make anybody wait, and a recovery code never does.
 */
final class SecondFactors implements SecondFactor {

    /** Whom the second factor is for (ringback.second-factor). */
    enum Mode {
        OFF,
        OPTIONAL,
        REQUIRED
    }

    /**
     * A device that counts.
     *
     * @param since when its first code came
     * @param recoveryCodes how many are left
     */
    record Device(String account, Instant since, int recoveryCodes) {}

    private static final int FREE = 3;
    private static final int MOST_DOUBLINGS = 20;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private record Row(byte[] sealed, boolean confirmed, long lastStep, int wrong, boolean waits) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Mode mode;
    private final SecretSeal seal;
    private final TimeCodes codes = new TimeCodes();
    private final RecoveryCodes recovery;

    SecondFactors(JdbcClient jdbc, TransactionTemplate transactions, Clock clock, Mode mode, SecretSeal seal) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.mode = mode;
        this.seal = seal;
        this.recovery = new RecoveryCodes(jdbc);
    }

    boolean isOff() {
        return mode == Mode.OFF;
    }

    @Override
    public Asked asks(String account) {
        if (mode == Mode.OFF) {
            return Asked.NOTHING;
        }
        if (device(account).isPresent()) {
            return Asked.CODE;
        }
        if (mode == Mode.OPTIONAL) {
            return Asked.NOTHING;
        }
        begin(account);
        return Asked.ENROLMENT;
    }

    /** The device that counts for an account. */
    Optional<Device> device(String account) {
        return devices().stream()
                .filter(device -> device.account().equals(account))
                .findFirst();
    }

    /** All that count. */
    List<Device> devices() {
        return jdbc.sql("select account, confirmed_at from second_factor where confirmed_at is not null order by 1")
                .query((row, number) -> new Device(
                        row.getString("account"),
                        row.getTimestamp("confirmed_at").toInstant(),
                        recovery.left(row.getString("account"))))
                .list();
    }

    /** Makes a new secret, which counts from its first code on. A device that counts already is left alone. */
    void begin(String account) {
        jdbc.sql("""
                        insert into second_factor (account, secret) values (?, ?)
                        on conflict (account) do update set secret = excluded.secret, last_step = 0
                         where second_factor.confirmed_at is null
                        """).params(account, seal.seal(codes.newSecret(), account)).update();
    }

    /** The secret of a device that is being set up; empty once it counts. */
    Optional<byte[]> enrolling(String account) {
        return jdbc.sql("select secret from second_factor where account = ? and confirmed_at is null")
                .param(account)
                .query((row, number) -> seal.open(row.getBytes("secret"), account))
                .optional();
    }

    @Override
    public Checked check(String account, String code) {
        return transactions.execute(transaction -> checkLocked(account, code.strip()));
    }

    private Checked checkLocked(String account, String code) {
        Optional<Row> found = jdbc.sql("""
                        select secret, confirmed_at is not null as confirmed, last_step, wrong, not_before > ? as waits
                          from second_factor where account = ? for update
                        """)
                .params(Timestamp.from(clock.instant()), account)
                .query((row, number) -> new Row(
                        row.getBytes("secret"),
                        row.getBoolean("confirmed"),
                        row.getLong("last_step"),
                        row.getInt("wrong"),
                        row.getBoolean("waits")))
                .optional();
        if (found.isEmpty()) {
            return Checked.WRONG;
        }
        Row row = found.get();
        if (RecoveryCodes.isOne(code)) {
            return row.confirmed && recovery.use(account, code) ? Checked.RECOVERED : wrong(account, row);
        }
        if (row.waits) {
            return Checked.TOO_SOON;
        }
        OptionalLong step = codes.step(seal.open(row.sealed, account), code.replace(" ", ""), clock.instant());
        if (step.isEmpty() || step.getAsLong() <= row.lastStep) {
            return wrong(account, row);
        }
        jdbc.sql("""
                        update second_factor
                           set last_step = ?, wrong = 0, not_before = '-infinity', confirmed_at = coalesce(confirmed_at, ?)
                         where account = ?
                        """)
                .params(step.getAsLong(), Timestamp.from(clock.instant()), account)
                .update();
        return row.confirmed ? Checked.RIGHT : Checked.ENROLLED;
    }

    private Checked wrong(String account, Row row) {
        int wrong = row.wrong + 1;
        Duration wait = wrong < FREE ? Duration.ZERO : Duration.ofSeconds(2L << Math.min(wrong - FREE, MOST_DOUBLINGS));
        Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        jdbc.sql("update second_factor set wrong = ?, not_before = ? where account = ?")
                .params(wrong, Timestamp.from(clock.instant().plus(bounded)), account)
                .update();
        return Checked.WRONG;
    }

    /** New recovery codes in place of the old, to be shown now and never again; none for an account without a device. */
    List<String> renewRecoveryCodes(String account) {
        return transactions.execute(transaction -> device(account).isPresent() ? recovery.renew(account) : List.of());
    }

    /** Forgets the device and its recovery codes. The next login asks for none, or for a new one. */
    void forget(String account) {
        jdbc.sql("delete from second_factor where account = ?").param(account).update();
    }
}
