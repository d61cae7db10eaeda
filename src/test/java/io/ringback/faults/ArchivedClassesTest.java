package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.ArchivedClasses;
import io.ringback.RingbackApplication;
import io.ringback.ShippedClassPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Once a node has started, the next one reads no class anew. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class ArchivedClassesTest {

    @Test
    void whatStartsAfterANodeHasItsClassesFromTheArchive() throws IOException {
        Installation.shared().node();

        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:class+load"));
        command.addAll(ArchivedClasses.options());
        // It is loaded, and not run.
        command.addAll(List.of("--dry-run", "-cp", ShippedClassPath.get(), RingbackApplication.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(RingbackApplication.class.getName() + " source: shared objects file (top)");
    }
}
