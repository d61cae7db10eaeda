package io.ringback.load;

import io.ringback.benchmark.RunningCandidate;
import io.ringback.load.RtpEar.Heard;
import io.ringback.peers.Sipp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * How many announcements can be played at a time: ever more listeners call the announcement server and stay. Some are heard,
 * the others' packets are counted.
 */
final class PlayedAnnouncements {

    private static final double[] LEVELS = {0.1, 0.3, 0.6, 1};
    private static final int HEARD = 10;

    /** The announcement server takes 100 requests a second from one address. */
    private static final int CALLS_PER_SECOND = 80;

    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration RAMP_SLACK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int most;
    private final DrivenDoor door;
    private final RunningCandidate ringback;
    private final int port;

    PlayedAnnouncements(int most, DrivenDoor door, RunningCandidate ringback, int port) {
        this.most = most;
        this.door = door;
        this.ringback = ringback;
        this.port = port;
    }

    /**
     * One level.
     *
     * @param cpu of Ringback in CPUs: 1 is one whole
     * @param bare the same for {@link BareStreams}; null except at the highest level
     */
    record Level(int streams, double packetsPerSecond, double cpu, Heard heard, Level bare) {}

    /** Plays, and adds what went wrong to {@code problems}. */
    List<Level> play(List<String> problems) {
        List<Level> levels = new ArrayList<>();
        List<Sipp> listeners = new ArrayList<>();
        try (RtpEar ear = new RtpEar();
                UnreadPort sink = new UnreadPort()) {
            Level bare = bare(ear, sink);
            int playing = 0;
            for (int i = 0; i < LEVELS.length; i++) {
                int level = streams(i);
                int heard = i == 0 ? Math.min(HEARD, level) : 0;
                if (heard > 0) {
                    listeners.add(listener(heard, ear.port(), stays(i)));
                }
                if (level - playing > heard) {
                    listeners.add(listener(level - playing - heard, sink.port(), stays(i)));
                }
                playing = level;
                awaitPlaying(level, problems);
                levels.add(measure(level, ear, sink, i == LEVELS.length - 1 ? bare : null));
                if (door.playing() < level) {
                    problems.add("of " + level + " announcements only " + door.playing() + " were played to the end");
                }
            }
            for (Sipp listener : listeners) {
                int status = listener.exitStatus(PATIENCE);
                if (status != 0) {
                    problems.add("SIPp ended with status " + status + listener.traces());
                }
            }
        } finally {
            listeners.forEach(Sipp::close);
        }
        return levels;
    }

    private int streams(int level) {
        return (int) Math.max(1, Math.round(most * LEVELS[level]));
    }

    /** Until the highest level has been measured. */
    private Duration stays(int level) {
        Duration stays = RAMP_SLACK;
        for (int i = level; i < LEVELS.length; i++) {
            int more = streams(i) - (i == 0 ? 0 : streams(i - 1));
            stays = stays.plus(MEASURED).plus(RAMP_SLACK).plusMillis(1000L * more / CALLS_PER_SECOND);
        }
        return stays;
    }

    private Sipp listener(int count, int ear, Duration stays) {
        return Sipp.scenario("listener.xml")
                .key("play", "file:prompts/calling-caller.wav;repeat=forever;duration=" + stays.toMillis())
                .key("ear", ear)
                .calls(count)
                .perSecond(CALLS_PER_SECOND)
                .atATime(count)
                .untraced()
                .to(port);
    }

    private void awaitPlaying(int level, List<String> problems) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> door.playing() >= level);
        } catch (ConditionTimeoutException e) {
            problems.add("of " + level + " announcements only " + door.playing() + " are played");
        }
    }

    private Level measure(int level, RtpEar ear, UnreadPort sink, Level bare) {
        ear.begin();
        long packets = sink.packets();
        Duration cpu = ringback.cpu();
        long start = System.nanoTime();
        pause();
        double seconds = (System.nanoTime() - start) / 1e9;
        Heard heard = ear.heard();
        double others = (sink.packets() - packets) / seconds;
        return new Level(
                level,
                // What is heard is counted, too.
                others + heard.packets() / seconds,
                ringback.cpu().minus(cpu).toNanos() / 1e9 / seconds,
                heard,
                bare);
    }

    private Level bare(RtpEar ear, UnreadPort sink) {
        int heard = Math.min(HEARD, most);
        // The first packets fill the sink's buffer, and Java compiles.
        BareStreams.send(most, heard, ear.port(), sink.port(), MEASURED.dividedBy(2));
        ear.begin();
        long packets = sink.packets();
        long start = System.nanoTime();
        Duration cpu = BareStreams.send(most, heard, ear.port(), sink.port(), MEASURED);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Level(
                most,
                (sink.packets() - packets + ear.heard().packets()) / seconds,
                cpu.toNanos() / 1e9 / seconds,
                ear.heard(),
                null);
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(MEASURED.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
