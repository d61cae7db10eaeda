package io.ringback.media.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.conversation.SeenBy;
import io.ringback.conversation.SignsOfLife;
import io.ringback.directory.Address;
import io.ringback.peers.Peers;
import io.ringback.peers.Prosody;
import io.ringback.peers.XmppClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jivesoftware.smack.packet.Presence.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callees whose presence a real Prosody shows, if their own program lets it. */
@BesideOthers
class WatchedContactsTest {

    private static final UUID BOB = UUID.randomUUID();

    @RegisterExtension
    final Peers peers = new Peers();

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<UUID> toBeSeen = new CopyOnWriteArrayList<>(List.of(BOB));
    private final Set<UUID> optedOut = new CopyOnWriteArraySet<>();
    private final WatchedContacts watched = new WatchedContacts(
            new SignsOfLife() {
                @Override
                public void seen(UUID personId, SeenBy sign) {
                    seen.add((personId.equals(BOB) ? "Bob " : "a stranger ") + sign);
                }

                @Override
                public List<UUID> toBeSeen(int most) {
                    return toBeSeen.stream().limit(most).toList();
                }

                @Override
                public boolean mayBeSeen(UUID personId) {
                    return !optedOut.contains(personId);
                }
            },
            person -> List.of(new Address("ntfy:bobs-topic"), new Address("xmpp:bob@ringback.example")),
            address -> Optional.of(BOB).filter(bob -> address.uri().equals("xmpp:bob@ringback.example")),
            new MovedOn());

    private Duration movedOn = Duration.ZERO;
    private Prosody prosody;
    private XmppNode ringback;

    /** The time of day, and as much later as the test says. */
    private final class MovedOn extends Clock {

        @Override
        public Instant instant() {
            return Instant.now().plus(movedOn);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void goOnline() throws Exception {
        prosody = peers.with(
                Prosody.of(Map.of("ringback", "ringback-password", "anna", "anna-password", "bob", "bob-password"))
                        .withModules("smacks", "stanza_debug")
                        .start());
        ringback = ringback();
    }

    @AfterEach
    void stop() {
        watched.close();
    }

    private XmppNode ringback() throws Exception {
        XmppNode node = peers.with(XmppNode.with(XmppNode.settings(prosody, "ringback"), watched::follow));
        await().until(() -> node.problem().isEmpty());
        return node;
    }

    /** Those who were online when it began have been told of. */
    private void later() {
        movedOn = movedOn.plus(Duration.ofMinutes(2));
    }

    private XmppClient bobLetsSee() throws Exception {
        XmppClient bob = peers.with(XmppClient.online(prosody, "bob"));
        bob.letSee(true);
        await().untilAsserted(() -> {
            watched.look();
            assertThat(bob.heard()).contains("type='subscribe'").containsPattern("type=.subscribed.");
        });
        // What the two say to each other next comes after it.
        await().until(() -> prosody.log().contains("subscription='to'"));
        return bob;
    }

    @Test
    void whoComesOnlineIsSeenOnceEachTime() throws Exception {
        XmppClient bob = bobLetsSee();
        bob.show(false, Mode.available);
        later();

        bob.show(true, Mode.available);
        await().untilAsserted(() -> assertThat(seen).containsExactly("Bob PRESENCE"));
        bob.show(false, Mode.available);
        bob.show(true, Mode.available);
        bob.show(false, Mode.available);
        later();
        bob.show(true, Mode.chat);

        await().untilAsserted(() -> assertThat(seen).containsExactly("Bob PRESENCE", "Bob PRESENCE"));
    }

    @Test
    void whoIsAwayOrUndisturbedIsNotSeenUntilTheyAreBack() throws Exception {
        XmppClient bob = bobLetsSee();
        bob.show(false, Mode.available);
        later();
        bob.show(true, Mode.dnd);
        bob.show(true, Mode.xa);
        bob.show(true, Mode.away);
        assertThat(seen).isEmpty();

        bob.show(true, Mode.available);

        await().untilAsserted(() -> assertThat(seen).containsExactly("Bob PRESENCE"));
    }

    @Test
    void whatWasSoWhenTheAccountWentOnlineIsNoSign() throws Exception {
        XmppClient bob = bobLetsSee();
        later();
        ringback.close();
        long before = presencesOfBob();
        ringback();
        await().until(() -> presencesOfBob() > before);
        later();

        bob.show(false, Mode.available);
        bob.show(true, Mode.available);

        await().untilAsserted(() -> assertThat(seen).isNotEmpty());
        assertThat(seen).containsExactly("Bob PRESENCE");
    }

    /** As many as Prosody says that it sent. The order of the attributes is another at each start. */
    private long presencesOfBob() {
        return prosody.log()
                .lines()
                .filter(line -> line.contains("to='ringback@ringback.example/test'") && line.contains("from='bob@"))
                .count();
    }

    @Test
    void whoDeclinesIsAskedOnlyOnce() throws Exception {
        XmppClient bob = peers.with(XmppClient.online(prosody, "bob"));
        bob.letSee(false);
        await().untilAsserted(() -> {
            watched.look();
            assertThat(bob.heard()).containsPattern("type=.unsubscribed.");
        });
        await().until(() -> prosody.log().contains("subscription='none'"));
        long asked = asked(bob);

        watched.look();
        later();
        watched.look();
        bob.show(false, Mode.available);
        bob.show(true, Mode.available);

        assertThat(asked(bob)).isEqualTo(asked);
        assertThat(seen).isEmpty();
    }

    private static long asked(XmppClient client) {
        return client.heard()
                .lines()
                .filter(line -> line.contains("type='subscribe'"))
                .count();
    }

    @Test
    void whoDoesNotWantToBeSeenAnyMoreIsLeft() throws Exception {
        XmppClient bob = bobLetsSee();
        optedOut.add(BOB);
        bob.show(false, Mode.available);
        later();

        bob.show(true, Mode.available);

        await().until(() -> prosody.log().contains("subscription='remove'"));
        bob.show(false, Mode.available);
        later();
        bob.show(true, Mode.available);
        assertThat(seen).isEmpty();
    }

    @Test
    void nobodyIsAskedForWhomNothingWaitsAndStrangersAreNoSign() throws Exception {
        toBeSeen.clear();
        XmppClient bob = peers.with(XmppClient.online(prosody, "bob"));
        watched.look();
        later();
        bob.show(true, Mode.available);

        assertThat(asked(bob)).isZero();
        assertThat(seen).isEmpty();
    }
}
