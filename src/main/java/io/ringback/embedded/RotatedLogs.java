package io.ringback.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the logs of programs that Ringback started within bounds: a file that is full is copied beside itself, {@code .1} being
 * the newest, and emptied. It is not moved, as the program that appends to it has it open, and may outlive this process.
 */
final class RotatedLogs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RotatedLogs.class);
    private static final long BYTES = 5_000_000;
    private static final int KEPT = 4;
    private static final long SECONDS = 10;

    private final List<Path> files;
    private final long bytes;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread looking = new Thread(task, "rotated-logs");
        looking.setDaemon(true);
        return looking;
    });

    /**
     * Looks at once, and then every now and then.
     *
     * @param files which need not be there yet
     */
    RotatedLogs(List<Path> files) {
        this(files, BYTES);
        thread.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Looks only when it is told to.
     *
     * @param bytes that make a file full
     */
    RotatedLogs(List<Path> files, long bytes) {
        this.files = List.copyOf(files);
        this.bytes = bytes;
    }

    /** Rotates what is full. */
    void look() {
        for (Path file : files) {
            try {
                if (Files.exists(file) && Files.size(file) >= bytes) {
                    rotate(file);
                }
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The log {} cannot be rotated and grows: {}", file.getFileName(), e.toString());
            }
        }
    }

    private static void rotate(Path file) throws IOException {
        for (int number = KEPT - 1; number >= 1; number--) {
            if (Files.exists(numbered(file, number))) {
                Files.move(numbered(file, number), numbered(file, number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(file, numbered(file, 1), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
