package io.ringback.wording;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files below {@code ringback.wording-directory}. That there is no such directory is as if it were empty. */
final class WordingFiles {

    private static final int DEEPEST = 6;
    private static final int MOST = 5_000;
    private static final long LARGEST = 5_000_000;

    /** What editors, archives and version control leave behind, and what is written for people. */
    private static final Pattern NOT_OURS = Pattern.compile("(?:^|.*/)(?:\\..*|.*~|.*\\.(?:md|bak|swp|orig))");

    private final String directory;

    WordingFiles(String directory) {
        this.directory = directory.strip();
    }

    /**
     * What was read.
     *
     * @param files by path from the directory, with slashes; in order
     * @param unread what could not be
     */
    record Read(SortedMap<String, byte[]> files, List<Refusal> unread) {

        /** Of all of it. */
        String fingerprint() {
            Fingerprint all = new Fingerprint();
            files.forEach(all::with);
            return all.with("", unread.toString()).hex();
        }

        /** All that was refused. */
        List<Refusal> with(List<Refusal> others) {
            return Stream.concat(unread.stream(), others.stream()).toList();
        }
    }

    String directory() {
        return directory;
    }

    Read read() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<Refusal> unread = new ArrayList<>();
        Path root = Path.of(directory);
        if (!directory.isEmpty() && Files.exists(root)) {
            // What Kubernetes mounts is links to links, so that all files change at once.
            try (Stream<Path> all = Files.walk(root, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : all.filter(file -> isOurs(root, file))
                        .filter(Files::isRegularFile)
                        .limit(MOST + 1L)
                        .toList()) {
                    read(root, file, files, unread);
                }
            } catch (IOException | UncheckedIOException e) {
                unread.add(new Refusal(
                        directory,
                        directory,
                        "It cannot be read: " + e.getMessage() + ".",
                        "Let the user that Ringback runs as read it, or set ringback.wording-directory."));
            }
        }
        if (files.size() > MOST) {
            unread.add(new Refusal(
                    directory,
                    directory,
                    "It holds more than " + MOST + " files.",
                    "Set ringback.wording-directory to a folder that holds nothing else."));
            files.clear();
        }
        return new Read(files, unread);
    }

    private static boolean isOurs(Path root, Path file) {
        return !NOT_OURS.matcher(path(root, file)).matches();
    }

    private static String path(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private void read(Path root, Path file, Map<String, byte[]> files, List<Refusal> unread) {
        String path = path(root, file);
        String name = directory + "/" + path;
        try {
            if (Files.size(file) > LARGEST) {
                unread.add(
                        new Refusal(name, name, "It has more than " + LARGEST + " bytes.", "Is it what it is called?"));
            } else {
                files.put(path, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            unread.add(new Refusal(
                    name,
                    name,
                    "It cannot be read: " + e.getMessage() + ".",
                    "Let the user that Ringback runs as read it."));
        }
    }
}
