package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/soak} in short: whether cases time out, are forgotten in time and none is lost, however long it takes. */
@Timeout(600)
@BesideOthers
class SoakTest {

    @TempDir
    private Path directory;

    @Test
    void casesTimeOutAndAreForgottenAndNoneIsLost() throws Exception {
        Soak soak = new Soak(
                SoakOptions.read("--hours", "16", "--seconds", "48", "--per-second", "2"),
                directory.resolve("relations.csv"),
                new PrintStream(OutputStream.nullOutputStream()));

        soak.run();

        assertThat(soak.lost()).isEmpty();
        SoakedDatabase.Standing last = soak.hours().get(15).standing();
        assertThat(last.ended() + last.forgotten()).as("cases that ended").isPositive();
        assertThat(last.forgotten()).as("cases that are forgotten").isPositive();
    }
}
