package io.ringback.benchmark;

import io.ringback.peers.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A candidate in a Java process of its own. */
public final class RunningCandidate implements AutoCloseable {

    /** The same for all that are compared. */
    static final List<String> JVM_FLAGS = List.of("-Xms512m", "-Xmx512m");

    /** How Ringback's users start it. */
    static final List<String> PRODUCT_FLAGS = List.of("@deploy/java-options");

    private static final String GARBAGE_LOG = "gc.log";
    private static final String RESIDENT = "VmRSS:";

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Process process;
    private final Path garbageLog;
    private final Thread stopWithUs;
    private final URI base;

    private RunningCandidate(Process process, URI base, Path garbageLog) {
        this.process = process;
        this.garbageLog = garbageLog;
        this.base = base;
        this.stopWithUs = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stopWithUs);
    }

    /** Starts it and waits until it can be driven. */
    public static RunningCandidate start(Startable candidate, Path directory, int databasePort, int smtpPort)
            throws IOException {
        return start(candidate, directory, databasePort, smtpPort, JVM_FLAGS, Cores.ALL);
    }

    /** The same with flags of the JVM's, on some of the machine's cores. */
    static RunningCandidate start(
            Startable candidate, Path directory, int databasePort, int smtpPort, List<String> jvmFlags, Cores cores)
            throws IOException {
        int port = Ports.free();
        Path garbageLog = directory.resolve(GARBAGE_LOG);
        List<String> command = new ArrayList<>(cores.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.add("-Xlog:gc:file=" + garbageLog + "::filecount=0");
        command.addAll(candidate.program(directory, port, smtpPort));
        command.addAll(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=",
                "--spring.datasource.hikari.maximum-pool-size=20"));
        Path log = directory.resolve("application.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // As bin/run and the image do.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        RunningCandidate running = new RunningCandidate(process, URI.create("http://127.0.0.1:" + port), garbageLog);
        try {
            running.awaitReady(candidate, log);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private void awaitReady(Startable candidate, Path log) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(candidate.readyPath())).build();
        Awaitility.await(candidate.title() + " being ready; see " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .failFast(candidate.title() + " ended; see " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }

    /** Where its web server is. */
    public URI base() {
        return base;
    }

    /** CPU time it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    /** Bytes that it has allocated so far. */
    long allocated() throws IOException {
        return Garbage.allocated(garbageLog, pid());
    }

    /** Bytes of memory that it holds now. */
    long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(stopWithUs);
    }
}
