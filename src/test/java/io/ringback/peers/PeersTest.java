package io.ringback.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test rig itself: what it tells of the peers is what they do. */
class PeersTest {

    private static final int ANNAS_TONE = 440;
    private static final int BOBS_TONE = 1000;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    @RegisterExtension
    final Peers peers = new Peers();

    @Test
    void twoPhonesHearEachOtherAndEitherEndsTheCall() {
        Kamailio kamailio = peers.with(Kamailio.start());
        Baresip anna = peers.with(Baresip.of("anna", ANNAS_TONE).at(kamailio));
        Baresip bob = peers.with(Baresip.of("bob", BOBS_TONE).at(kamailio));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        talk(anna, bob);
        anna.hangUp();
        bob.awaitOver();
        anna.awaitOver();

        bob.dial(kamailio.uri("anna"));
        anna.awaitRinging();
        anna.accept();
        talk(anna, bob);
        anna.hangUp();
        bob.awaitOver();
    }

    @Test
    void aPhoneOfAnotherMakeTalksToTheFirst() {
        Kamailio kamailio = peers.with(Kamailio.start());
        Linphone anna = peers.with(Linphone.start(kamailio, "anna", ANNAS_TONE));
        Baresip bob = peers.with(Baresip.of("bob", BOBS_TONE).over("tcp").at(kamailio));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        talk(anna, bob);
        bob.hangUp();
        anna.awaitOver();
        bob.awaitOver();

        bob.dial(kamailio.uri("anna"));
        anna.awaitRinging();
        anna.accept();
        talk(anna, bob);
        anna.hangUp();
        bob.awaitOver();
    }

    @Test
    void callsFailInEveryWay() {
        Kamailio kamailio = peers.with(Kamailio.start(Map.of("RING_MILLISECONDS", "1500")));
        Baresip anna = peers.with(Baresip.of("anna", ANNAS_TONE).at(kamailio));
        Baresip bob = peers.with(
                Baresip.of("bob", BOBS_TONE).with("call_max_calls", "1").at(kamailio));
        Linphone carl = peers.with(Linphone.start(kamailio, "carl", 700));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.reject();
        assertThat(anna.awaitRefusal()).as("rejected").isEqualTo(486);

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        assertThat(anna.awaitRefusal()).as("rang out").isEqualTo(408);

        carl.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        carl.awaitTalking();
        anna.dial(kamailio.uri("bob"));
        assertThat(anna.awaitRefusal()).as("busy").isEqualTo(486);
        carl.hangUp();
        carl.awaitOver();

        anna.dial(kamailio.uri("carl"));
        carl.awaitRinging();
        carl.reject();
        assertThat(anna.awaitRefusal()).as("declined").isEqualTo(603);

        anna.dial(kamailio.uri("nobody"));
        assertThat(anna.awaitRefusal()).as("not registered").isEqualTo(404);
    }

    private static void talk(Phone anna, Phone bob) {
        anna.awaitTalking();
        bob.awaitTalking();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(anna.heard().tone(BOBS_TONE))
                    .as("Anna heard %s", anna.heard())
                    .isGreaterThan(LONG_ENOUGH);
            assertThat(bob.heard().tone(ANNAS_TONE))
                    .as("Bob heard %s", bob.heard())
                    .isGreaterThan(LONG_ENOUGH);
        });
        assertThat(anna.heard().frequency()).isEqualTo(BOBS_TONE);
        assertThat(bob.heard().frequency()).isEqualTo(ANNAS_TONE);
        assertThat(bob.heard().otherThan(ANNAS_TONE)).isLessThan(Duration.ofMillis(300));
    }
}
