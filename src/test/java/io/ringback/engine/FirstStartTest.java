package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.RingbackApplication;
import io.ringback.cases.Diagrams;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A test of a table that fails when nothing is in force yet, and when something is. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class FirstStartTest {

    private static final String TESTS = "waiting-times.tests.csv";

    @TempDir
    private Path bpmn;

    @TempDir
    private Path data;

    @Test
    void theRowThatKeepsRingbackFromItsFirstStartIsNamedAndLaterTheLastGoodVersionStays(CapturedOutput output)
            throws IOException {
        NodeWithFiles.copyShippedFiles(bpmn, file -> true);
        change("PT4H", "PT6H");

        assertThatThrownBy(this::start).isInstanceOf(NothingInForce.class);
        assertThat(output)
                .contains("No diagram is in force yet, and none can be put into force from " + bpmn)
                .contains(
                        "waiting-times.dmn, element Answer: Row 2 of waiting-times.tests.csv (\"The caller has four hours")
                .contains("fails: It expects wait = PT6H and got wait = PT4H by rule 1 (Answer)")
                .contains("Mend the first of these");

        change("PT6H", "PT4H");
        try (ConfigurableApplicationContext ringback = start()) {
            assertThat(ringback.getBean(Diagrams.class).refusals()).isEmpty();
        }

        change("PT4H", "PT6H");
        try (ConfigurableApplicationContext ringback = start()) {
            Diagrams diagrams = ringback.getBean(Diagrams.class);
            assertThat(diagrams.inForce()).extracting(Diagrams.InForce::file).contains("waiting-times.dmn");
            assertThat(diagrams.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.sentence())
                    .contains("Row 2 of " + TESTS));
        }
    }

    private void change(String from, String to) throws IOException {
        Path tests = bpmn.resolve(TESTS);
        Files.writeString(tests, Files.readString(tests).replace(from, to));
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(RingbackApplication.class)
                .profiles("embedded")
                .run(
                        "--server.port=" + Ports.free(),
                        "--ringback.bpmn-directory=" + bpmn,
                        "--ringback.embedded.data=" + data,
                        "--ringback.embedded.postgres.port=" + Ports.free(),
                        "--ringback.embedded.mail.smtp-port=" + Ports.free(),
                        "--ringback.embedded.mail.imap-port=" + Ports.free());
    }
}
