package io.ringback.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process has allocated, from its garbage collector's log: whatever the heap has gained between two collections, and
 * since the last one. The log counts in megabytes, so a difference is good to a few of them.
 */
final class Garbage {

    /** {@code [12.345s][info][gc] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 130M->20M(512M) 5.123ms} */
    private static final Pattern COLLECTION = Pattern.compile("Pause [^\n]* (\\d+)M->(\\d+)M\\(");

    /** {@code garbage-first heap   total 524288K, used 123456K}; other collectors have a line for each generation. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private static final long KILO = 1024;
    private static final long MEGA = KILO * KILO;

    private Garbage() {}

    /** Bytes that the process has allocated since it started. */
    static long allocated(Path log, long pid) throws IOException {
        long used = used(pid);
        try (Stream<String> lines = Files.lines(log)) {
            return allocated(lines.toList(), used);
        }
    }

    /**
     * The same.
     *
     * @param log the lines of {@code -Xlog:gc}
     * @param used bytes of the heap in use now
     */
    static long allocated(List<String> log, long used) {
        long allocated = 0;
        long after = 0;
        for (String line : log) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                allocated += Long.parseLong(collection.group(1)) * MEGA - after;
                after = Long.parseLong(collection.group(2)) * MEGA;
            }
        }
        return allocated + used - after;
    }

    private static long used(long pid) throws IOException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.heap_info")
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return used(answer);
    }

    /** Bytes in use, from the answer to {@code jcmd GC.heap_info}. */
    static long used(String heapInfo) {
        Matcher used = USED.matcher(heapInfo);
        long sum = 0;
        boolean found = false;
        while (used.find()) {
            sum += Long.parseLong(used.group(1)) * KILO;
            found = true;
        }
        if (!found) {
            throw new IllegalStateException("jcmd does not tell how much of the heap is in use: " + heapInfo);
        }
        return sum;
    }
}
