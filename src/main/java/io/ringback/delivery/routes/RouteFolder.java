package io.ringback.delivery.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder {@code camel-routes/} on this node's disk. */
final class RouteFolder {

    static final String ENDING = ".camel.yaml";

    private final Path folder;

    RouteFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * What is there now.
     *
     * @param files by name
     * @param unreadable what could not be read, so that nobody takes it for gone
     */
    record Content(Map<String, RouteFile> files, List<RouteFinding> unreadable) {

        /** Whether the folder says that the file is gone. */
        boolean lacks(String name) {
            return !files.containsKey(name)
                    && unreadable.stream()
                            .noneMatch(one ->
                                    one.file().equals(name) || !one.file().endsWith(ENDING));
        }
    }

    Content read() {
        Map<String, RouteFile> files = new TreeMap<>();
        List<RouteFinding> unreadable = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(RouteFolder::isRouteFile).sorted().toList()) {
                String name = file.getFileName().toString();
                try {
                    files.put(name, new RouteFile(name, Files.readString(file, StandardCharsets.UTF_8)));
                } catch (CharacterCodingException e) {
                    unreadable.add(new RouteFinding(name, 0, "It is not in UTF-8.", "Save it in UTF-8."));
                } catch (IOException e) {
                    unreadable.add(new RouteFinding(
                            name, 0, "It cannot be read.", "Let the user that Ringback runs as read it."));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            unreadable.add(new RouteFinding(
                    folder.toString(),
                    0,
                    "The folder of routes cannot be read.",
                    "Set ringback.camel-routes-directory to where camel-routes/ is."));
        }
        return new Content(files, unreadable);
    }

    private static boolean isRouteFile(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().endsWith(ENDING);
    }
}
