package io.ringback.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files of the repository, as text, by their path from its root. */
final class HouseFiles {

    private static final Path ROOT = Path.of("");

    private HouseFiles() {}

    /** The sources of Ringback itself, without its tests. */
    static Map<String, String> javaSources() {
        return below("src/main/java", name -> name.endsWith(".java"));
    }

    /** The files below a folder, or one file; what npm has installed is not the house's. */
    static Map<String, String> below(String folder, Predicate<String> wanted) {
        Map<String, String> texts = new TreeMap<>();
        try {
            Files.walkFileTree(ROOT.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.endsWith("node_modules") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.toString().replace('\\', '/');
                    if (attributes.isRegularFile() && wanted.test(name)) {
                        texts.put(name, text(name));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    static String text(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String name) {
        return Files.exists(ROOT.resolve(name));
    }
}
