package io.ringback.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process needs of its heap. */
final class LiveHeap {

    /** The last line of the histogram: how many objects there are, and their bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(?<bytes>\\d+)");

    private LiveHeap() {}

    /** Bytes in use after a full collection, which this makes. */
    static long bytes(long pid) throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new IOException("jcmd does not tell what the heap holds: "
                    + said.lines().findFirst().orElse(""));
        }
        return Long.parseLong(total.group("bytes"));
    }
}
