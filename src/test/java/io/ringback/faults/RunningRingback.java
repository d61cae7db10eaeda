package io.ringback.faults;

import static org.awaitility.Awaitility.await;

import io.ringback.ArchivedClasses;
import io.ringback.ShippedClassPath;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One node of Ringback, the real application as a process of its own, which can be killed and started again. */
final class RunningRingback implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(8);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String name;
    private final int port = Ports.free();
    private final Map<String, String> settings;
    private final List<String> virtualMachine;
    private volatile Process process;
    private volatile boolean closed;

    private RunningRingback(String name, Map<String, String> settings, List<String> virtualMachine) {
        this.name = name;
        this.settings = Map.copyOf(settings);
        this.virtualMachine = List.copyOf(virtualMachine);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts a node and waits until it is ready.
     *
     * @param name of its log, {@code target/faults/<name>.log}
     * @param settings as properties of the application; the port is chosen here
     * @param virtualMachine options of Java, besides those of all nodes
     */
    static RunningRingback start(String name, Map<String, String> settings, List<String> virtualMachine) {
        RunningRingback node = new RunningRingback(name, settings, virtualMachine);
        node.start();
        return node;
    }

    /** Starts the node again after {@link #kill}, with the same settings, and waits until it is ready. */
    synchronized void start() {
        if (closed) {
            throw new IllegalStateException(name + " has been closed for good");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
        command.addAll(ArchivedClasses.options());
        command.addAll(virtualMachine);
        command.addAll(List.of(
                "-cp",
                ShippedClassPath.get(),
                "io.ringback.RingbackApplication",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--ringback.public-url=http://127.0.0.1:" + port));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        Path log = Path.of("target", "faults", name + ".log");
        try {
            Files.createDirectories(log.getParent());
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("start of " + name + ", see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .failFast(name + " ended while starting, see " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
        ArchivedClasses.write(process);
    }

    /** SIGKILL: nothing is flushed, nothing is said. Returns when the process is gone. */
    void kill() {
        Process victim = process;
        if (victim == null) {
            return;
        }
        victim.destroyForcibly();
        try {
            victim.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM: it ends what it has in hand. Returns when the process is gone. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " has not stopped, see its log");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request, Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request, Duration patience) throws IOException, InterruptedException {
        return http.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Kills the node for good. */
    @Override
    public void close() {
        closed = true;
        kill();
    }
}
