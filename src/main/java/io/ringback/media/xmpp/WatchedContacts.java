package io.ringback.media.xmpp;

import io.ringback.agenda.Regularly;
import io.ringback.conversation.SeenBy;
import io.ringback.conversation.SignsOfLife;
import io.ringback.directory.Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.AbstractRosterListener;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs of life by presence (RFC 6121 3 and 4). A callee for whom a case waits and who may be seen is asked, by their own program and
 * once, to let Ringback see when they are available. The answer stands in the account's roster on the server, so all nodes know it, and
 * who has declined is not asked again. Nobody sees Ringback's own presence. Two nodes may ask at the same moment, which their server shows
 * as one question.
 */
final class WatchedContacts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedContacts.class);

    private static final Duration EVERY = Duration.ofSeconds(15);

    /** As many are looked for at once, and asked at each look. */
    private static final int MOST = 200;

    private static final int AT_ONCE = 20;

    /** The server tells how everybody stands when the account goes online: what was so before is no sign. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

    /** A program that comes and goes is one sign. */
    private static final Duration ONE_SIGN_IN = Duration.ofMinutes(1);

    private final SignsOfLife signs;
    private final Function<UUID, List<Address>> addresses;
    private final Function<Address, Optional<UUID>> owners;
    private final Clock clock;
    private final Regularly looks = new Regularly("watched-contacts");
    private volatile Optional<Followed> followed = Optional.empty();

    /**
     * @param addresses where a person gets instant messages, best first
     * @param owners whose such an address is
     */
    WatchedContacts(
            SignsOfLife signs,
            Function<UUID, List<Address>> addresses,
            Function<Address, Optional<UUID>> owners,
            Clock clock) {
        this.signs = signs;
        this.addresses = addresses;
        this.owners = owners;
        this.clock = clock;
    }

    void start() {
        looks.begin(EVERY, this::look, e -> LOG.warn("Whom to watch cannot be said now: {}", e.toString()));
    }

    /** From now on {@code stream}, which is not connected yet, is the one by which contacts are asked and seen. */
    void follow(XmppStream stream) {
        Roster roster = Roster.getInstanceFor(stream);
        roster.setRosterLoadedAtLogin(true);
        Followed next = new Followed(roster);
        roster.addRosterListener(next);
        stream.addConnectionListener(next);
        followed = Optional.of(next);
    }

    /** Asks whom it is worth asking now. */
    void look() {
        followed.filter(now -> now.roster.isLoaded()).ifPresent(now -> signs.toBeSeen(MOST).stream()
                .flatMap(person -> jid(person).stream())
                .filter(jid -> now.roster.getEntry(jid) == null)
                .limit(AT_ONCE)
                .forEach(now::ask));
    }

    private Optional<EntityBareJid> jid(UUID person) {
        return addresses.apply(person).stream()
                .flatMap(address -> jid(address).stream())
                .findFirst();
    }

    private static Optional<EntityBareJid> jid(Address address) {
        if (!address.uri().startsWith("xmpp:") && !address.uri().startsWith("im:")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Jids.of(address.uri()));
        } catch (XmppStringprepException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        looks.close();
    }

    /** One stream's roster. Smack tells of it by one thread, in the order in which it came. */
    private final class Followed extends AbstractRosterListener implements ConnectionListener {

        private final Roster roster;
        private final Map<BareJid, Boolean> available = new ConcurrentHashMap<>();
        private final Map<BareJid, Instant> lastSigns = new ConcurrentHashMap<>();
        private volatile Instant onlineSince = Instant.MAX;

        private Followed(Roster roster) {
            this.roster = roster;
        }

        @Override
        public void authenticated(XMPPConnection connection, boolean resumed) {
            if (!resumed) {
                available.clear();
                onlineSince = clock.instant();
            }
        }

        private void ask(EntityBareJid jid) {
            try {
                roster.sendSubscriptionRequest(jid);
            } catch (SmackException e) {
                LOG.debug("Not connected any more");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void entriesDeleted(Collection<Jid> addresses) {
            addresses.forEach(jid -> {
                available.remove(jid.asBareJid());
                lastSigns.remove(jid.asBareJid());
            });
        }

        @Override
        public void presenceChanged(Presence presence) {
            BareJid jid = presence.getFrom().asBareJid();
            boolean now = roster.getAvailablePresences(jid).stream().anyMatch(WatchedContacts::wantsCalls);
            boolean before = Boolean.TRUE.equals(available.put(jid, now));
            Instant moment = clock.instant();
            if (!now || before || moment.isBefore(onlineSince.plus(TOLD_WITHIN))) {
                return;
            }
            Instant last = lastSigns.get(jid);
            if (last == null || !moment.isBefore(last.plus(ONE_SIGN_IN))) {
                lastSigns.put(jid, moment);
                seen(jid);
            }
        }

        /** Who does not want to be seen any more is not watched any more. */
        private void seen(BareJid jid) {
            try {
                Optional<UUID> person = jid.isEntityBareJid()
                        ? owners.apply(new Address(Jids.uri(jid.asEntityBareJidOrThrow())))
                        : Optional.empty();
                if (person.filter(signs::mayBeSeen).isPresent()) {
                    signs.seen(person.get(), SeenBy.PRESENCE);
                } else {
                    leave(jid);
                }
            } catch (RuntimeException e) {
                LOG.warn("A sign that somebody is available is lost: {}", e.toString());
            }
        }

        private void leave(BareJid jid) {
            RosterEntry entry = roster.getEntry(jid);
            if (entry == null) {
                return;
            }
            try {
                roster.removeEntry(entry);
            } catch (SmackException | XMPPException e) {
                LOG.debug("A contact was not left: {}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Neither away for longer nor undisturbed (RFC 6121 4.7.2.1). */
    private static boolean wantsCalls(Presence presence) {
        return presence.getMode() == Presence.Mode.available || presence.getMode() == Presence.Mode.chat;
    }
}
