package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bursts of {@code bin/benchmark --intake} in short: whether nothing is lost or doubled, however long it takes. */
@Timeout(600)
@BesideOthers
class IntakeTest {

    private static final int CALLS = 200;

    /** Ringback from the classes under test, behind in both bursts. */
    private record FromClasses(RingbackAtTheSwitch ringback) implements Startable {

        @Override
        public String title() {
            return ringback.title();
        }

        @Override
        public String readyPath() {
            return ringback.readyPath();
        }

        @Override
        public List<String> program(Path directory, int port, int smtpPort) throws IOException {
            List<String> program = new ArrayList<>(ringback.program(directory, port, smtpPort));
            assertThat(program).startsWith("-jar");
            program.subList(0, 2).clear();
            program.addAll(0, List.of("-cp", withoutTestClasses(), "io.ringback.RingbackApplication"));
            program.add("--ringback.burst.at-once=2");
            return program;
        }

        private static String withoutTestClasses() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    @Test
    void allCallsOfABurstAreAnsweredAndNoneIsLostOrDoubled() throws Exception {
        BenchmarkOptions settings = BenchmarkOptions.read(
                "--short", "--columns", "ringback", "--intake", Integer.toString(CALLS), "--intake-seconds", "10");
        Measured measured = new Measured(List.of());
        List<String> problems = new ArrayList<>();
        RingbackAtTheSwitch ringback = new RingbackAtTheSwitch(Ports.free(), Ports.free());

        new Intake(settings, Cores.ALL, measured, problems).measure(new FromClasses(ringback), ringback.sipPort());

        assertThat(problems).isEmpty();
        assertThat(measured.extra(Extra.LOST_OR_DOUBLED)).isZero();
    }
}
