package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Announcement;
import io.ringback.peers.Heard;
import io.ringback.telephony.announcement.AnnouncementServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who chose the announcement SIGNAL in the diagram has three short tones played, and no word spoken. */
class SignalHeardTest extends AnnouncementsHeard {

    private static final int SIGNAL_TONE = 440;
    /** Longer than between the three tones. */
    private static final Duration PAUSE = Duration.ofMillis(700);

    private static final Heard SIGNAL = Heard.in(List.of(Path.of("src/main/resources/prompts/signal.wav")));

    @Autowired
    private AnnouncementServer announcements;

    @DynamicPropertySource
    static void builtIn(DynamicPropertyRegistry registry) {
        CallSettings.registerAnnouncements(registry);
    }

    @Test
    void bobHearsTheSignalAndThenAnna() {
        callBoth(Announcement.SIGNAL);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard().length())
                .isGreaterThan(SIGNAL.length().minusMillis(100)));
        Heard heard = bob.heard();
        assertThat(heard.passagesOtherThan(ANNAS_TONE, PAUSE).get(0))
                .as("heard %s", heard)
                .isCloseTo(SIGNAL.passagesOtherThan(ANNAS_TONE, PAUSE).get(0), Duration.ofMillis(300));
        assertThat(heard.tone(SIGNAL_TONE))
                .as("heard %s", heard)
                .isCloseTo(SIGNAL.tone(SIGNAL_TONE), Duration.ofMillis(300));
        assertThat(heard.otherThan(SIGNAL_TONE)).as("heard %s", heard).isLessThan(Duration.ofMillis(300));

        annaAnswers();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(announcements.playing()).isZero());
        bobHangsUp();
        assertThat(announcements.portsInUse()).isZero();
    }
}
