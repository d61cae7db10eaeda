package io.ringback.load;

import io.ringback.benchmark.Database;
import io.ringback.benchmark.RunningCandidate;
import io.ringback.conversation.Connections.Ending;
import io.ringback.peers.Sipp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many connections a second are set up between phones that answer at once: each is a call to the callee, one to the
 * announcement server, joined, one to the caller, joined with the callee, and all hung up. What is compared is a plain call.
 */
final class SetUps {

    /** Call legs of a connection: callee, announcement, caller. */
    static final int LEGS = 3;

    private static final int UNPACED = 20_000;
    private static final int TALK_SECONDS = 2;
    private static final Duration SLACK = Duration.ofSeconds(60);

    private final LoadOptions settings;

    SetUps(LoadOptions settings) {
        this.settings = settings;
    }

    /** The switch and all phones. */
    Sipp phones(int port, int ear) {
        return Sipp.scenario("connected-phones.xml")
                .key("caller", "\\" + Database.phone("caller", 0).substring(0, 5))
                .key("talk_ms", TALK_SECONDS * 1000)
                .key("ear", ear)
                .untraced()
                .listening(port);
    }

    /** Calls per second that SIPp sets up and hangs up with SIPp, as many at a time. */
    double callsOfSipp(List<String> problems) {
        try (Sipp answering = Sipp.scenario("uas.xml").untraced().listening();
                Sipp calling = Sipp.scenario("uac.xml")
                        .service("bob")
                        .perSecond(UNPACED)
                        .atATime(settings.setUps())
                        .with("-timeout", settings.seconds() + "s")
                        .untraced()
                        .to(answering.port())) {
            int status =
                    calling.exitStatus(Duration.ofSeconds(settings.seconds()).plus(SLACK));
            if (status != 0) {
                problems.add("SIPp ended with status " + status + calling.traces());
            }
            return calling.statistic("SuccessfulCall(C)") / (calling.elapsed().toNanos() / 1e9);
        }
    }

    /**
     * Sets connections up of the cases from {@code first} on.
     *
     * @param seconds after which no more are begun
     */
    Run connect(DrivenDoor door, RunningCandidate ringback, int first, int count, int seconds) {
        Duration before = ringback.cpu();
        Map<String, Long> told = door.connect(first, count, settings.setUps(), seconds);
        Duration cpu = ringback.cpu().minus(before);
        List<String> problems = new ArrayList<>();
        long connected = told.get(Ending.CONNECTED.name());
        if (told.get("begun") < count) {
            problems.add("only " + told.get("begun") + " of " + count + " connections were begun in " + seconds + " s");
        }
        if (connected < told.get("begun")) {
            problems.add("of " + told.get("begun") + " connections only " + connected + " were set up: " + told);
        }
        return new Run(
                connected,
                Duration.ofNanos(told.get("nanoseconds")),
                told.get("mostHeld"),
                cpu.toNanos() / 1e6 / Math.max(1, connected),
                problems);
    }

    /**
     * What came of it.
     *
     * @param elapsed from the first that was asked for to the last that was set up
     * @param mostHeld the most at a time, from being asked for to the end of the call
     * @param cpuMilliseconds of Ringback for each, without the hanging up of the last ones
     */
    record Run(long connected, Duration elapsed, long mostHeld, double cpuMilliseconds, List<String> problems) {

        Run {
            problems = List.copyOf(problems);
        }

        double perSecond() {
            return connected / (elapsed.toNanos() / 1e9);
        }
    }
}
