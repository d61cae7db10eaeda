package io.ringback.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the repository, as text, by their path from its root. */
final class HouseFiles {

    private static final Path ROOT = Path.of("");

    private HouseFiles() {}

    /** The sources of Ringback itself, without its tests. */
    static Map<String, String> javaSources() {
        return below("src/main/java", name -> name.endsWith(".java"));
    }

    /** The files below a folder, or one file. */
    static Map<String, String> below(String folder, Predicate<String> wanted) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            files.filter(Files::isRegularFile)
                    .map(file -> file.toString().replace('\\', '/'))
                    .filter(name -> !name.contains("/node_modules/"))
                    .filter(wanted)
                    .forEach(name -> texts.put(name, text(name)));
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
