package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bursts of {@code bin/benchmark --intake} in short: whether nothing is lost or doubled, however long it takes. */
@Timeout(600)
@BesideOthers
class IntakeTest {

    private static final int CALLS = 200;

    @Test
    void allCallsOfABurstAreAnsweredAndNoneIsLostOrDoubled() throws Exception {
        BenchmarkOptions settings = BenchmarkOptions.read(
                "--short", "--columns", "ringback", "--intake", Integer.toString(CALLS), "--intake-seconds", "10");
        Measured measured = new Measured(List.of());
        List<String> problems = new ArrayList<>();
        RingbackAtTheSwitch ringback = new RingbackAtTheSwitch(Ports.free(), Ports.free());

        new Intake(settings, Cores.ALL, measured, problems)
                .measure(
                        // Behind in both bursts.
                        new RingbackFromClasses(ringback, List.of("--ringback.burst.at-once=2")), ringback.sipPort());

        assertThat(problems).isEmpty();
        assertThat(measured.extra(Extra.LOST_OR_DOUBLED)).isZero();
    }
}
