package io.ringback.faults;

import io.ringback.ArchivedClasses;
import io.ringback.ShippedClassPath;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code deploy/drill} said.
 *
 * @param status with which it ended
 */
record Drill(int status, String said) {

    /** Runs it, from a database into another one of the same server. */
    static Drill of(SystemPostgres server, String from, String into, String secret)
            throws IOException, InterruptedException {
        ProcessBuilder drill =
                new ProcessBuilder("deploy/drill", server.url(from), server.url(into)).redirectErrorStream(true);
        String ringback = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx512m"),
                        ArchivedClasses.options().stream(),
                        Stream.of("-cp", ShippedClassPath.get(), "io.ringback.RingbackApplication"))
                .flatMap(part -> part)
                .collect(Collectors.joining(" "));
        drill.environment()
                .putAll(Map.of(
                        "RINGBACK_SECRET", secret,
                        "DRILL_RINGBACK", ringback,
                        "DRILL_PORT", Integer.toString(Ports.free())));
        Process process = drill.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Drill(process.waitFor(), said);
    }
}
