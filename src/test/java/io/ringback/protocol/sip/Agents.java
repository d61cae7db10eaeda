package io.ringback.protocol.sip;

import io.ringback.protocol.sip.SipSettings.Account;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.time.Duration;
import java.util.Optional;

/** Settings of agents in tests. */
final class Agents {

    private Agents() {}

    static SipSettings settings(String name, Duration t1, Listen... listen) {
        return settings(name, t1, Optional.empty(), listen);
    }

    static SipSettings settings(String name, Duration t1, Optional<Account> account, Listen... listen) {
        SipSettings plain = SipSettings.of(name, listen);
        return new SipSettings(
                plain.name(),
                plain.listen(),
                plain.advertised(),
                plain.user(),
                plain.outboundProxy(),
                account,
                plain.registration(),
                plain.peers(),
                plain.requestsPerSecond(),
                plain.users(),
                plain.realm(),
                plain.watch(),
                plain.watchEvery(),
                plain.tls(),
                t1);
    }
}
