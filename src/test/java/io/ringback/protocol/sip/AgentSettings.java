package io.ringback.protocol.sip;

import io.ringback.protocol.sip.SipSettings.Account;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.SipSettings.Registration;
import io.ringback.protocol.sip.SipSettings.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of an agent on loopback, with short timers, changed one by one. */
record AgentSettings(SipSettings settings) {

    static AgentSettings of(String name, Listen... listen) {
        SipSettings s = SipSettings.of(name, listen);
        return new AgentSettings(new SipSettings(
                s.name(),
                s.listen(),
                s.advertised(),
                s.user(),
                s.outboundProxy(),
                s.account(),
                s.registration(),
                s.peers(),
                s.requestsPerSecond(),
                s.users(),
                s.realm(),
                s.watch(),
                s.watchEvery(),
                s.tls(),
                Duration.ofMillis(50)));
    }

    static AgentSettings udp(String name, int port) {
        return of(name, new Listen("UDP", "127.0.0.1", port));
    }

    private AgentSettings with(
            Optional<Account> account,
            Optional<Registration> registration,
            List<String> peers,
            int requestsPerSecond,
            Map<String, String> users,
            List<String> watch,
            Duration watchEvery,
            Optional<Tls> tls) {
        SipSettings s = settings;
        return new AgentSettings(new SipSettings(
                s.name(),
                s.listen(),
                s.advertised(),
                s.user(),
                s.outboundProxy(),
                account,
                registration,
                peers,
                requestsPerSecond,
                users,
                s.realm(),
                watch,
                watchEvery,
                tls,
                s.t1()));
    }

    AgentSettings account(String user, String password) {
        SipSettings s = settings;
        return with(
                Optional.of(new Account(user, password)),
                s.registration(),
                s.peers(),
                s.requestsPerSecond(),
                s.users(),
                s.watch(),
                s.watchEvery(),
                s.tls());
    }

    AgentSettings registration(String registrar, String aor, Duration expires) {
        SipSettings s = settings;
        return with(
                s.account(),
                Optional.of(new Registration(registrar, aor, expires)),
                s.peers(),
                s.requestsPerSecond(),
                s.users(),
                s.watch(),
                s.watchEvery(),
                s.tls());
    }

    AgentSettings peers(int requestsPerSecond, String... peers) {
        SipSettings s = settings;
        return with(
                s.account(),
                s.registration(),
                List.of(peers),
                requestsPerSecond,
                s.users(),
                s.watch(),
                s.watchEvery(),
                s.tls());
    }

    AgentSettings users(Map<String, String> users) {
        SipSettings s = settings;
        return with(
                s.account(),
                s.registration(),
                s.peers(),
                s.requestsPerSecond(),
                users,
                s.watch(),
                s.watchEvery(),
                s.tls());
    }

    AgentSettings watch(Duration every, String... peers) {
        SipSettings s = settings;
        return with(
                s.account(),
                s.registration(),
                s.peers(),
                s.requestsPerSecond(),
                s.users(),
                List.of(peers),
                every,
                s.tls());
    }

    AgentSettings tls(Tls tls) {
        SipSettings s = settings;
        return with(
                s.account(),
                s.registration(),
                s.peers(),
                s.requestsPerSecond(),
                s.users(),
                s.watch(),
                s.watchEvery(),
                Optional.of(tls));
    }

    AgentSettings proxy(String proxy) {
        SipSettings s = settings;
        return new AgentSettings(new SipSettings(
                s.name(),
                s.listen(),
                s.advertised(),
                s.user(),
                Optional.of(proxy),
                s.account(),
                s.registration(),
                s.peers(),
                s.requestsPerSecond(),
                s.users(),
                s.realm(),
                s.watch(),
                s.watchEvery(),
                s.tls(),
                s.t1()));
    }
}
