package io.ringback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of a node as Java has them in memory, read and checked (JEP 350). The first node of a run that has started writes them,
 * and those that start later map them, which spares each two fifths of its CPU.
 */
public final class ArchivedClasses {

    private static final Path ARCHIVE = Path.of(
            System.getProperty("java.io.tmpdir"),
            "ringback-nodes-" + ProcessHandle.current().pid() + ".jsa");

    private ArchivedClasses() {}

    /** Options of Java for a node with {@link ShippedClassPath#get}: it starts with them, or is ready to write them. */
    public static synchronized List<String> options() {
        return List.of(isWritten() ? "-XX:SharedArchiveFile=" + ARCHIVE : "-XX:+RecordDynamicDumpInfo");
    }

    /** Has a node that was started with {@link #options} write them, unless one has. If it dies meanwhile, the next one does. */
    public static synchronized void write(Process node) {
        if (isWritten()) {
            return;
        }
        ARCHIVE.toFile().deleteOnExit();
        try {
            int failed = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(node.pid()),
                            "VM.cds",
                            "dynamic_dump",
                            ARCHIVE.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (failed != 0) {
                Files.deleteIfExists(ARCHIVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWritten() {
        return Files.exists(ARCHIVE);
    }
}
