package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Notes what a switch tells of calls between two accounts that are there for tests alone, so that {@code bin/check-switch} can say whether
 * it tells the right thing. A call between the two opens no case. Of anybody else nothing is noted, and without the two accounts in the
 * settings nothing at all.
 */
@Service
@EnableConfigurationProperties(SwitchCheckProperties.class)
public class TestCalls {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 500;

    private record Accounts(Address caller, Address callee) {}

    private final Optional<Accounts> accounts;
    private final JdbcClient jdbc;
    private final Clock clock;

    TestCalls(SwitchCheckProperties settings, AddressReader addresses, JdbcClient jdbc, Clock clock) {
        this.accounts = accounts(settings, addresses);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static Optional<Accounts> accounts(SwitchCheckProperties settings, AddressReader addresses) {
        if (settings.caller().isBlank() && settings.callee().isBlank()) {
            return Optional.empty();
        }
        Accounts accounts = new Accounts(
                read(addresses, "ringback.switch-check.caller", settings.caller()),
                read(addresses, "ringback.switch-check.callee", settings.callee()));
        if (accounts.caller().equals(accounts.callee())) {
            throw new IllegalStateException(
                    "ringback.switch-check.caller and ringback.switch-check.callee are one address."
                            + " The check needs two accounts of the switch.");
        }
        return Optional.of(accounts);
    }

    private static Address read(AddressReader addresses, String setting, String given) {
        try {
            return addresses.read(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    setting + " is no address: " + e.getMessage()
                            + " Name both test accounts, or neither of them (docs/switch.md).",
                    e);
        }
    }

    /** Whether there are two accounts for tests. */
    public boolean on() {
        return accounts.isPresent();
    }

    /** Who calls in tests. */
    public Optional<Address> caller() {
        return accounts.map(Accounts::caller);
    }

    /** Who is called in tests. */
    public Optional<Address> callee() {
        return accounts.map(Accounts::callee);
    }

    /** Whether the call is between the two, so that it is nobody's failed call. */
    boolean areTheTwo(Address caller, Address callee) {
        return accounts.filter(
                        two -> two.caller().equals(caller) && two.callee().equals(callee))
                .isPresent();
    }

    /** Whether one of the two is in it. */
    boolean concern(Address caller, Address callee) {
        return accounts.filter(
                        two -> two.caller().equals(caller) || two.callee().equals(callee))
                .isPresent();
    }

    void note(EndedCall call, Verdict verdict) {
        CallEnding ending = call.ending();
        note(call.id(), call.caller(), call.callee(), word(verdict), null, ending);
    }

    void note(FailedCall call) {
        note(call.id(), call.caller(), call.callee(), call.cause().name(), call.cause(), null);
    }

    void note(AnsweredCall call) {
        note(call.id(), call.caller(), call.callee(), "ANSWERED", null, null);
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            return failed.cause().name();
        }
        return verdict instanceof Verdict.Block ? "BLOCK" : "NOTHING";
    }

    private void note(String id, Address caller, Address callee, String verdict, Cause cause, CallEnding ending) {
        Accounts two = accounts.orElseThrow();
        jdbc.sql("delete from test_call_note where told_at < :before"
                        + " or number <= (select max(number) - :most from test_call_note)")
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .param("most", MOST)
                .update();
        jdbc.sql("""
                        insert into test_call_note
                            (told_at, call_id, caller_right, callee_right, verdict, cause, sip_status, q850, rang, ring_seconds)
                        values (:at, :id, :caller, :callee, :verdict, :cause, :status, :q850, :rang, :seconds)
                        on conflict (call_id, verdict) do nothing
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("caller", two.caller().equals(caller))
                .param("callee", two.callee().equals(callee))
                .param("verdict", verdict)
                .param("cause", cause == null ? null : cause.name())
                .param("status", ending == null ? null : boxed(ending.sipStatus()))
                .param("q850", ending == null ? null : boxed(ending.q850()))
                .param("rang", ending == null ? null : ending.rang())
                .param(
                        "seconds",
                        ending == null ? null : Math.toIntExact(ending.ringing().toSeconds()))
                .update();
    }

    private static Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    /** The notes after the one with this number, oldest first. */
    public List<TestCallNote> after(long number) {
        return jdbc.sql("""
                        select number, told_at as at, call_id, caller_right, callee_right, verdict, cause, sip_status, q850, rang,
                               ring_seconds
                          from test_call_note where number > :number order by number
                        """).param("number", number).query(TestCallNote.class).list();
    }
}
