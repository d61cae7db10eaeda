package io.ringback.delivery.routes;

import io.ringback.cases.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * A file of {@code camel-routes/} as it was read at one moment, so that what was tried is what runs.
 *
 * @param name of the file, without its folder
 * @param text its content
 */
record RouteFile(String name, String text) {

    private static final int SHOWN = 12;

    /** What its routes are loaded from; the file on the disk may be another by now. */
    Resource resource() {
        return ResourceHelper.fromBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Its lines; the first is line 1. */
    List<String> lines() {
        return text.lines().toList();
    }

    /** The beginning of the SHA-256 of its content, to be compared with that of a file in hand. */
    String fingerprint() {
        return Fingerprint.ofFile(text).substring(0, SHOWN);
    }
}
