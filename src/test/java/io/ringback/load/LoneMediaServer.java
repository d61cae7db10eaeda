package io.ringback.load;

import io.ringback.RingbackApplication;
import io.ringback.ShippedClassPath;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The announcement server alone, in a Java process of its own. */
final class LoneMediaServer implements AutoCloseable {

    private static final String MEDIA_PORTS = "45000-51999";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private LoneMediaServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param most calls at a time
     * @param log what it says
     */
    static LoneMediaServer start(int most, Path log) throws IOException {
        int port = Ports.free();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-cp",
                        ShippedClassPath.get(),
                        RingbackApplication.class.getName(),
                        "announcement-server",
                        "--listen=127.0.0.1:" + port,
                        "--media-ports=" + MEDIA_PORTS,
                        "--simultaneous=" + most,
                        "--longest=1h"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        LoneMediaServer server = new LoneMediaServer(process, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("the announcement server, see " + log)
                .atMost(PATIENCE)
                .until(() -> Ports.tcpTaken(port) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("The announcement server did not start: see " + log);
        }
        return server;
    }

    int port() {
        return port;
    }

    /** CPU time since its start. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
