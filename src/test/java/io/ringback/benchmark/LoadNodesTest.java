package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code bin/load-nodes} in short: whether two nodes share the work and lose none of it, however long it takes. */
@Timeout(900)
@BesideOthers
class LoadNodesTest {

    @Test
    void twoNodesShareWhatComesAndOneGoesOnForBoth() throws Exception {
        LoadNodes.Run run = new LoadNodes(
                        new RingbackFromClasses(Candidate.RINGBACK, List.of()),
                        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"),
                        new LoadNodes.Settings(List.of(2), 5, 15, 4, 60, 0),
                        new PrintStream(OutputStream.nullOutputStream()))
                .run()
                .get(0);

        assertThat(run.problems()).isEmpty();
        assertThat(run.lost()).isZero();
        assertThat(run.cpu()).allSatisfy(time -> assertThat(time).isPositive());
        assertThat(run.toldToOne().stream().mapToLong(Long::longValue).sum()).isEqualTo(60);
    }
}
