package io.ringback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of routes for a test that wants few of those in {@code camel-routes/}. */
public final class ShippedRoutes {

    private ShippedRoutes() {}

    /**
     * A new folder with these files only; it is left to the system's cleaning of temporary files.
     *
     * @param names without {@code .camel.yaml}
     * @return its path
     */
    public static String only(String... names) {
        try {
            Path folder = Files.createTempDirectory("ringback-routes-");
            for (String name : names) {
                Path file = Path.of("camel-routes", name + ".camel.yaml");
                Files.copy(file, folder.resolve(file.getFileName()));
            }
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
