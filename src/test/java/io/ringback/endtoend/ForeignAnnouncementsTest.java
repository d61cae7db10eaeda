package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Announcement;
import io.ringback.peers.LpAutoAnswer;
import io.ringback.telephony.announcement.AnnouncementServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A server of another make takes the place of the built-in one by one setting. */
class ForeignAnnouncementsTest extends AnnouncementsHeard {

    private static final int FOREIGN_TONE = 600;

    /** As baresip 1.0.0 often drops a stream that follows on another's first packets. */
    private static final Duration WELL_BEGUN = Duration.ofSeconds(3);

    private static LpAutoAnswer foreign;

    @Autowired
    private ObjectProvider<AnnouncementServer> builtIn;

    @DynamicPropertySource
    static void foreign(DynamicPropertyRegistry registry) {
        foreign = LpAutoAnswer.playing(FOREIGN_TONE);
        registry.add("ringback.announcement.server", foreign::uri);
    }

    @AfterAll
    static void stopForeign() {
        foreign.close();
    }

    @Test
    void bobHearsTheForeignServerAndThenAnna() {
        assertThat(builtIn.getIfAvailable()).isNull();

        callBoth(Announcement.VOICE);
        Duration before = bob.heard().tone(FOREIGN_TONE);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard().tone(FOREIGN_TONE))
                .as("Bob heard %s; %s", bob.heard(), foreign.log())
                .isGreaterThan(before.plus(WELL_BEGUN)));
        assertThat(bob.heard().otherThan(FOREIGN_TONE))
                .as("Bob heard %s", bob.heard())
                .isLessThan(Duration.ofMillis(300));

        annaAnswers();
        assertThat(foreign.calls()).isOne();
        foreign.awaitReleased();
        bobHangsUp();
    }
}
