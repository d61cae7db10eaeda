package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sdp.Origin;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.SipSettings.Account;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.SipSettings.Registration;
import io.ringback.protocol.sip.UserAgent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A phone of this program, registered at the switch. Whatever is said to it nobody hears. */
final class CheckPhone implements AutoCloseable {

    private static final Pattern HOST = Pattern.compile("sips?:(?:[^@]*@)?(\\[[^]]+]|[^:;]+).*");
    private static final Duration REGISTERED_FOR = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** The discard port (RFC 863). */
    private static final int NOWHERE = 9;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final UserAgent agent;
    private final Listen listen;
    private final Origin origin;

    private CheckPhone(UserAgent agent, Listen listen) {
        this.agent = agent;
        this.listen = listen;
        this.origin = new Origin(listen.host());
    }

    /**
     * Registers one.
     *
     * @throws CannotBeChecked if the switch does not take it
     */
    static CheckPhone of(CheckAccount account) {
        SipSettings usual = SipSettings.of("check-switch-" + account.listen().port(), account.listen());
        UserAgent agent = new JainUserAgent(new SipSettings(
                usual.name(),
                usual.listen(),
                usual.advertised(),
                account.name(),
                Optional.of(account.proxy()),
                Optional.of(new Account(account.name(), account.password())),
                Optional.of(new Registration("sip:" + account.domain(), account.uri(), REGISTERED_FOR)),
                List.of(switchAddress(account.proxy())),
                usual.requestsPerSecond(),
                Map.of(),
                usual.realm(),
                List.of(),
                usual.watchEvery(),
                Optional.empty(),
                usual.t1()));
        CheckPhone phone = new CheckPhone(agent, account.listen());
        try {
            agent.start();
            phone.awaitRegistration(account);
            return phone;
        } catch (IllegalStateException e) {
            phone.close();
            throw new CannotBeChecked(e.getMessage());
        } catch (CannotBeChecked e) {
            phone.close();
            throw e;
        }
    }

    /** Nobody else may send it anything. */
    private static String switchAddress(String proxy) {
        Matcher host = HOST.matcher(proxy);
        if (!host.matches()) {
            throw new CannotBeChecked("The switch is an address such as sip:192.0.2.1:5060, not " + proxy + ".");
        }
        try {
            return InetAddress.getByName(host.group(1)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new CannotBeChecked("The switch is " + host.group(1) + ", which nobody knows.");
        }
    }

    private void awaitRegistration(CheckAccount account) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!agent.registered().orElse(false)) {
            if (System.nanoTime() - until > 0) {
                throw new CannotBeChecked("The switch at " + account.proxy() + " does not register " + account.name()
                        + ". Does it listen there, and are the account and its password right?");
            }
            Moments.pass(PAUSE);
        }
    }

    UserAgent agent() {
        return agent;
    }

    /** An offer, to a port that nobody reads. */
    String offer() {
        return origin.write(at(NOWHERE).offer());
    }

    /** The answer to an offer, or an offer where there was none. */
    String answerTo(Optional<String> offer) {
        return answerTo(offer, NOWHERE);
    }

    /**
     * The same for who listens.
     *
     * @param mediaPort where sound is to go
     */
    String answerTo(Optional<String> offer, int mediaPort) {
        return origin.write(offer.flatMap(SessionDescription::parse)
                .map(at(mediaPort)::answerTo)
                .orElseGet(at(mediaPort)::offer));
    }

    private BlackHoleDescription at(int port) {
        return new BlackHoleDescription(listen.host(), port);
    }

    /** Takes the registration back. */
    @Override
    public void close() {
        agent.close();
    }
}
