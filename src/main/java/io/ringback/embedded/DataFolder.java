package io.ringback.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of the embedded run, held by one process at a time. The operating system lets go of it when that process
 * dies, however it dies.
 */
final class DataFolder implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it if need be.
     *
     * @throws IllegalStateException if another process holds it
     */
    static DataFolder hold(Path folder) throws IOException {
        makePrivate(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException("Another Ringback is running on the folder " + folder.toAbsolutePath()
                    + ". Stop it, or set ringback.embedded.data (and the ports) to something else.");
        }
        return new DataFolder(channel, lock);
    }

    /** Makes a folder that only its owner can look into, where the file system knows owners. */
    static void makePrivate(Path folder) {
        try {
            Files.createDirectories(folder, owners("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Makes an empty file that only its owner can read, where the file system knows owners; in place of what was there. */
    static Path makePrivateFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        return Files.createFile(file, owners("rw-------"));
    }

    private static FileAttribute<?>[] owners(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
