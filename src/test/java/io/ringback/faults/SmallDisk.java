package io.ringback.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A file system of its own that can be filled to the last byte. Only root can mount one. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /**
     * Mounts an empty one.
     *
     * @throws TestAbortedException if this machine does not let the test mount
     */
    static SmallDisk of(int megabytes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ringback-small-disk-");
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=700", "tmpfs", folder.toString())) {
            throw new TestAbortedException("No file system can be mounted here: that takes root");
        }
        SmallDisk disk = new SmallDisk(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
        return disk;
    }

    Path folder() {
        return folder;
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    /** Unmounts it once nobody uses it. */
    @Override
    public void close() {
        try {
            if (run("umount", "--lazy", folder.toString())) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
