package io.ringback.media.xmpp;

import io.ringback.arrival.Entrance;
import io.ringback.delivery.CannotBeDelivered;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.sasl.core.SCRAMSHA1Mechanism;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.springframework.context.SmartLifecycle;

/** Ringback's accounts, as the route {@code xmpp-out} sees them. They sign on after the routes are there, and off before. */
public final class XmppAccounts implements SmartLifecycle {

    private final XmppProperties settings;
    private final Map<EntityBareJid, XmppAccount> accounts = new LinkedHashMap<>();
    private volatile boolean running;

    /** @param presences what the first account does with presence */
    XmppAccounts(XmppProperties settings, Entrance entrance, Consumer<XmppStream> presences, Clock clock) {
        this.settings = settings;
        ShallowXml.install();
        Roster.setRosterLoadedAtLoginDefault(false);
        IncomingReader reader = new IncomingReader(clock);
        List<XmppProperties.Account> given = settings.accounts();
        for (int number = 0; number < given.size(); number++) {
            XmppAccount account =
                    account(number, given.get(number), reader, entrance, number == 0 ? presences : stream -> {});
            if (accounts.put(account.jid(), account) != null) {
                throw new IllegalArgumentException("ringback.xmpp.accounts[" + number + "].jid is there twice.");
            }
        }
    }

    private XmppAccount account(
            int number,
            XmppProperties.Account given,
            IncomingReader reader,
            Entrance entrance,
            Consumer<XmppStream> presences) {
        EntityBareJid jid = jid(number, given);
        if (given.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "ringback.xmpp.accounts[" + number + "].password is missing: set it to the account's password.");
        }
        XMPPTCPConnectionConfiguration configuration = configuration(jid, given.password());
        Awaited awaited = new Awaited();
        CountDownLatch closing = new CountDownLatch(1);
        IncomingMessages incoming = new IncomingMessages(jid, reader, entrance, awaited, closing);
        return new XmppAccount(number, jid, settings, awaited, closing, account -> {
            XmppStream stream =
                    new XmppStream(configuration, settings.answerWithin().toMillis(), incoming);
            presences.accept(stream);
            return stream;
        });
    }

    private static EntityBareJid jid(int number, XmppProperties.Account given) {
        try {
            return JidCreate.entityBareFrom(given.jid().strip());
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException(
                    "ringback.xmpp.accounts[" + number + "].jid is no account's name: write it as name@domain.", e);
        }
    }

    private XMPPTCPConnectionConfiguration configuration(EntityBareJid jid, String password) {
        XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                .setXmppAddressAndPassword(jid, password)
                .setSecurityMode(settings.starttls() ? SecurityMode.required : SecurityMode.disabled)
                .setEnabledSSLProtocols(new String[] {"TLSv1.3", "TLSv1.2"})
                .setCompressionEnabled(false)
                // RFC 5802. Whoever is in the server's place must not get the password by asking for it in the clear.
                .addEnabledSaslMechanism(SCRAMSHA1Mechanism.NAME);
        if (!settings.host().isBlank()) {
            builder.setHost(settings.host().strip()).setPort(settings.port());
        }
        if (!settings.trustedCertificates().isBlank()) {
            builder.setCustomX509TrustManager(TrustedCertificates.in(
                    Path.of(settings.trustedCertificates().strip())));
        }
        try {
            return builder.setResource(resource()).build();
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException("ringback.xmpp.resource holds what no resource may hold.", e);
        }
    }

    /** The same after a restart, as the server then ends the stream of before and delivers again what that did not handle. */
    private String resource() {
        return settings.resource().isBlank()
                ? "ringback-" + UUID.nameUUIDFromBytes(machine().getBytes(StandardCharsets.UTF_8))
                : settings.resource().strip();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "This machine does not know its own name: set ringback.xmpp.resource to one that no other node has.",
                    e);
        }
    }

    /**
     * Has the server take a message.
     *
     * @param message the map of docs/adapters.md
     * @param messageId ours
     * @throws io.ringback.delivery.NotDelivered if it was not taken, or that is not known
     * @throws CannotBeDelivered if trying again would not help
     */
    public void send(Map<String, ?> message, String messageId) throws InterruptedException {
        sender(message).send(OutgoingStanza.write(message, jid(message, "to"), messageId));
    }

    /**
     * Has the person's programs take a message back (XEP-0424).
     *
     * @param withdrawal the map of docs/adapters.md
     * @param messageId ours
     * @throws io.ringback.delivery.NotDelivered if the server has not taken that, or it is not known
     * @throws CannotBeDelivered if trying again would not help
     */
    public void withdraw(Map<String, ?> withdrawal, String messageId) throws InterruptedException {
        sender(withdrawal).send(OutgoingStanza.retract(withdrawal, jid(withdrawal, "to"), messageId));
    }

    /**
     * Has the person's programs show another text in a message's place (XEP-0308).
     *
     * @param replacement the map of docs/adapters.md
     * @param messageId ours
     * @throws io.ringback.delivery.NotDelivered if the server has not taken that, or it is not known
     * @throws CannotBeDelivered if trying again would not help
     */
    public void replace(Map<String, ?> replacement, String messageId) throws InterruptedException {
        sender(replacement).send(OutgoingStanza.correct(replacement, jid(replacement, "to"), messageId));
    }

    private XmppAccount sender(Map<String, ?> message) {
        XmppAccount account = accounts.get(jid(message, "from"));
        if (account == null) {
            throw new CannotBeDelivered(
                    "The XMPP sender is none of ringback.xmpp.accounts (docs/instant-messages.md).");
        }
        return account;
    }

    private static EntityBareJid jid(Map<String, ?> message, String field) {
        try {
            return Jids.of(String.valueOf(message.get(field)));
        } catch (XmppStringprepException e) {
            throw new CannotBeDelivered("The address in \"" + field + "\" is none that XMPP knows.");
        }
    }

    /** What is wrong with each account, by its place in the settings; empty for one that is online. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        accounts.values().forEach(account -> problems.add(account.problem().orElse("")));
        return List.copyOf(problems);
    }

    @Override
    public void start() {
        running = true;
        accounts.values().forEach(XmppAccount::start);
    }

    @Override
    public void stop() {
        running = false;
        accounts.values().forEach(XmppAccount::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
