package io.ringback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Routes of {@code camel-routes/} for a test that wants few of them. */
public final class ShippedRoutes {

    private ShippedRoutes() {}

    /**
     * Adds what is in these files.
     *
     * @param names without {@code .camel.yaml}
     */
    public static void load(CamelContext camel, String... names) throws Exception {
        for (String name : names) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(
                            camel, "file:" + file(name).toAbsolutePath()));
        }
    }

    private static Path file(String name) {
        return Path.of("camel-routes", name + ".camel.yaml");
    }

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
                Files.copy(file(name), folder.resolve(file(name).getFileName()));
            }
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
