package io.ringback.web.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed;
import io.ringback.web.bench.Replay.Subject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replays go on in the background, one at a time. */
@BesideOthers
class ReplaysTest {

    private static final Replayed NOTHING =
            new Replayed(0, Optional.empty(), false, 0, List.of(), List.of(), List.of(), List.of());
    private static final Subject DRAFTS_OF_CARLA = new Subject("carla", Optional.empty(), "Your drafts");

    private final CountDownLatch decided = new CountDownLatch(1);
    private final Replays replays = new Replays(
            (changed, since, progress) -> {
                progress.accept(7);
                await().until(() -> decided.getCount() == 0);
                if (changed.isEmpty()) {
                    throw new NotDone("Nothing was replayed.");
                }
                return NOTHING;
            },
            Clock.systemUTC());

    @AfterEach
    void close() {
        replays.close();
    }

    private static void ends(Replay replay) {
        await().until(() -> !replay.goesOn());
    }

    @Test
    void oneAtATimeAndTheNextWhenItIsDone() {
        Replay first = replays.begin(DRAFTS_OF_CARLA, Map.of("a.dmn", new byte[0]), 7);
        await().until(() -> first.decided() == 7);

        assertThatThrownBy(() -> replays.begin(DRAFTS_OF_CARLA, Map.of(), 7))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("carla is replaying");
        decided.countDown();
        ends(first);
        assertThat(first.result()).isSameAs(NOTHING);

        Replay refused = replays.begin(DRAFTS_OF_CARLA, Map.of(), 7);
        ends(refused);
        assertThat(refused.problem()).isEqualTo("Nothing was replayed.");
        assertThat(refused.result()).isNull();
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
