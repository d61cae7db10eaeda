package io.ringback;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The class path of a Ringback that is started from its classes, as a process of its own: what is shipped, without the tests, whose beans
 * Spring would find, and without what only they use.
 */
public final class ShippedClassPath {

    /** As Maven writes it down. */
    private static final Path LIBRARIES = Path.of("target", "runtime-classpath");

    private ShippedClassPath() {}

    /** Ringback itself. */
    public static String get() {
        try {
            return Program.JAR + File.pathSeparator + Files.readString(LIBRARIES);
        } catch (IOException e) {
            throw new UncheckedIOException("Build with Maven first, which lists what a node needs", e);
        }
    }

    /**
     * Ringback, and these classes in front of it.
     *
     * @param directory where copies of them are put
     */
    public static String with(Path directory, Class<?>... more) throws IOException {
        Path program = directory.resolve("program");
        for (Class<?> one : more) {
            copy(one, program);
        }
        return program + File.pathSeparator + get();
    }

    /** Ringback's own classes in one file, made at first use, as Java archives none that it reads from a folder: {@link ArchivedClasses}. */
    private static final class Program {

        static final Path JAR = make();

        private static Path make() {
            Path target = Path.of("target").toAbsolutePath();
            Path jar = target.resolve("ringback-classes.jar");
            try {
                // A node of another run may still read the old one.
                Path made = Files.createTempFile(target, "ringback-classes", ".jar");
                int failed = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--no-compress",
                                "--no-manifest",
                                "--file=" + made,
                                "-C",
                                target.resolve("classes").toString(),
                                ".");
                if (failed != 0) {
                    throw new IllegalStateException("Build with Maven first: there is nothing to start in " + target);
                }
                return Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** With the classes inside it. */
    private static void copy(Class<?> needed, Path program) throws IOException {
        Path found = Path.of(URI.create(
                needed.getProtectionDomain().getCodeSource().getLocation().toString()));
        Path ours = Path.of(needed.getPackageName().replace('.', '/'));
        Files.createDirectories(program.resolve(ours));
        try (Stream<Path> classes = Files.list(found.resolve(ours))) {
            List<Path> files = classes.filter(
                            path -> path.getFileName().toString().matches(needed.getSimpleName() + "(\\$.*)?\\.class"))
                    .toList();
            for (Path file : files) {
                Files.copy(
                        file, program.resolve(ours).resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
