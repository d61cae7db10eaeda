package io.ringback.telephony.switchcheck;

import io.ringback.directory.Address;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the synthetic call.
 *
 * @param every the pause between two; nought to have none
 * @param listen the first of four ports of each node that are free: two for SIP, and two for RTP
 * @param callerPassword of the account {@code ringback.switch-check.caller}
 * @param calleePassword of the account {@code ringback.switch-check.callee}
 * @param toldWithin how long after the call failed the switch may tell of it
 * @param connectedWithin how long the connection may take until the two hear each other
 */
@ConfigurationProperties("ringback.synthetic-call")
record SyntheticCallProperties(
        @DefaultValue("0s") Duration every,
        @DefaultValue("udp:127.0.0.1:5090") String listen,
        @DefaultValue("") String callerPassword,
        @DefaultValue("") String calleePassword,
        @DefaultValue("10s") Duration toldWithin,
        @DefaultValue("60s") Duration connectedWithin) {

    /** After so many that are missing, and a bit, the last one is too old. */
    private static final int MISSING = 3;

    private static final Duration A_BIT = Duration.ofMinutes(5);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    SyntheticCallProperties {
        if (!every.isZero() && every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("ringback.synthetic-call.every is " + every
                    + "; it must be 1s or more, such as 5m, or 0s to have no synthetic calls.");
        }
        if (!isPositive(toldWithin) || !isPositive(connectedWithin)) {
            throw new IllegalArgumentException(
                    "ringback.synthetic-call.told-within and connected-within are how long to wait;"
                            + " they must be more than nothing, such as 10s and 60s.");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** How old the last one may be. */
    Duration oldest() {
        return every.multipliedBy(MISSING).plus(A_BIT);
    }

    /**
     * The account of who calls, on the first port.
     *
     * @param proxy the switch
     * @throws IllegalStateException if there is none, or it cannot be called; says what to mend
     */
    CheckAccount callerAccount(Optional<Address> caller, String proxy) {
        return account("caller", caller, callerPassword, proxy, 0);
    }

    /** The same of who is called, on the next port. */
    CheckAccount calleeAccount(Optional<Address> callee, String proxy) {
        return account("callee", callee, calleePassword, proxy, 1);
    }

    private CheckAccount account(String role, Optional<Address> address, String password, String proxy, int port) {
        String setting = "ringback.switch-check." + role;
        Address given = address.orElseThrow(() -> new IllegalStateException(
                "ringback.synthetic-call.every is set, so name the two test accounts: " + setting + " is missing."));
        if (!given.scheme().equals("sip")) {
            throw new IllegalStateException(
                    setting + " is no sip: address, and the synthetic call needs an account of the"
                            + " switch by its name, such as sip:check1@example.com.");
        }
        List<String> parts = List.of(given.value().split("@", 2));
        if (parts.size() != 2
                || CheckOptions.TELEPHONE_NUMBER.matcher(parts.get(0)).matches()) {
            throw new IllegalStateException(
                    setting + " looks like a telephone number, and a call to one may reach somebody."
                            + " The synthetic call needs an account with a name or a short extension.");
        }
        if (password.isBlank()) {
            throw new IllegalStateException("ringback.synthetic-call." + role + "-password is missing: the password of "
                    + setting + " at the switch.");
        }
        return new CheckAccount(proxy, parts.get(1), parts.get(0), password, at(port));
    }

    private Listen at(int port) {
        try {
            Listen first = Listen.of(listen);
            if (first.transport().equals("TLS")) {
                throw new IllegalArgumentException("The test phones speak UDP or TCP.");
            }
            return new Listen(first.transport(), first.host(), first.port() + port);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("ringback.synthetic-call.listen: " + e.getMessage(), e);
        }
    }

    /** Holds passwords. */
    @Override
    public String toString() {
        return "ringback.synthetic-call";
    }
}
