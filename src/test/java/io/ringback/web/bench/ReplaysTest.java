package io.ringback.web.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed;
import io.ringback.web.bench.Replay.Subject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replays go on in the background, so many at a time. */
@BesideOthers
class ReplaysTest {

    private static final Replayed NOTHING =
            new Replayed(0, Optional.empty(), false, false, 0, List.of(), List.of(), List.of(), List.of());
    private static final Subject DRAFTS_OF_CARLA = new Subject("carla", Optional.empty(), "Your drafts");

    private final CountDownLatch decided = new CountDownLatch(1);
    private final Replays replays = new Replays(
            (changed, since, progress) -> {
                progress.decided(7, since.plus(Duration.ofDays(4)));
                await().until(() -> decided.getCount() == 0);
                progress.decided(8, since.plus(Duration.ofDays(1)));
                if (changed.isEmpty()) {
                    throw new NotDone("Nothing was replayed.");
                }
                return NOTHING;
            },
            Clock.systemUTC(),
            new ReplayProperties(2, 1));

    @AfterEach
    void close() {
        replays.close();
    }

    private static void ends(Replay replay) {
        await().until(() -> !replay.goesOn());
    }

    @Test
    void oneOfEachAnalystAndTwoInAll() {
        Replay first = replays.begin(DRAFTS_OF_CARLA, Map.of("a.dmn", new byte[0]), 7);
        await().until(() -> first.decided() == 7);
        assertThat(first.percent()).isEqualTo(42);

        assertThatThrownBy(() -> replays.begin(DRAFTS_OF_CARLA, Map.of(), 7))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("You are replaying");
        Replay second =
                replays.begin(new Subject("carl", Optional.empty(), "Your drafts"), Map.of("a.dmn", new byte[0]), 7);
        assertThatThrownBy(() -> replays.begin(new Subject("anna", Optional.empty(), "Your drafts"), Map.of(), 7))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("is replaying cases on this node");
        decided.countDown();
        ends(first);
        ends(second);
        assertThat(first.result()).isSameAs(NOTHING);

        Replay refused = replays.begin(DRAFTS_OF_CARLA, Map.of(), 7);
        ends(refused);
        assertThat(refused.problem()).isEqualTo("Nothing was replayed.");
        assertThat(refused.result()).isNull();
    }

    @Test
    void whoBeganItStopsIt() {
        Replay first = replays.begin(DRAFTS_OF_CARLA, Map.of("a.dmn", new byte[0]), 7);
        await().until(() -> first.decided() == 7);

        assertThatThrownBy(() -> replays.stop(first.id(), "carl")).isInstanceOf(NotDone.class);
        assertThat(first.isStopping()).isFalse();
        replays.stop(first.id(), "carla");
        assertThat(first.isStopping()).isTrue();
        decided.countDown();
        ends(first);

        assertThat(first.problem()).isEqualTo("It was stopped.");
        assertThat(first.result()).isNull();
        assertThat(first.decided()).isEqualTo(7);
        replays.stop(first.id(), "carla");
        assertThat(first.isStopping()).isFalse();
        ends(replays.begin(DRAFTS_OF_CARLA, Map.of("a.dmn", new byte[0]), 7));
    }

    @Test
    void aLimitThatLetsNobodyReplayIsRefused() {
        assertThatThrownBy(() -> new ReplayProperties(0, 0)).hasMessageContaining("ringback.bench.replays.each");
        assertThatThrownBy(() -> new ReplayProperties(1, 2)).hasMessageContaining("ringback.bench.replays.at-once");
    }

    @Test
    void nobodySeesAnothersDraftsAndEverybodySeesProposals() {
        decided.countDown();
        Replay drafts = replays.begin(DRAFTS_OF_CARLA, Map.of("a.dmn", new byte[0]), 7);
        ends(drafts);
        Replay proposal =
                replays.begin(new Subject("carla", Optional.of(3L), "Proposal 3"), Map.of("a.dmn", new byte[0]), 7);
        ends(proposal);

        assertThat(replays.of(drafts.id(), "carla")).contains(drafts);
        assertThat(replays.of(drafts.id(), "carl")).isEmpty();
        assertThat(replays.of("carl")).containsExactly(proposal);
    }

    @Test
    void theLastOnesAreKept() {
        decided.countDown();
        Replay first = replays.begin(DRAFTS_OF_CARLA, Map.of("a.dmn", new byte[0]), 7);
        ends(first);
        for (int others = 0; others < 20; others++) {
            ends(replays.begin(DRAFTS_OF_CARLA, Map.of("a.dmn", new byte[0]), 7));
        }

        assertThat(replays.of(first.id(), "carla")).isEmpty();
        assertThat(replays.of("carla")).hasSize(20);
    }
}
