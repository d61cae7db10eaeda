package io.ringback;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
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
            return Path.of("target", "classes").toAbsolutePath() + File.pathSeparator + Files.readString(LIBRARIES);
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
