package io.ringback.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Which code a Java process runs, by the samples of its flight recorder: each counts for the area nearest to the top of its stack. */
final class Profile {

    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String NAME = "name=benchmark";

    /** A request passes some 150 frames before it comes to Ringback's code. */
    private static final String DEPTH = "stackdepth=256";

    private final Map<Area, Integer> samples;
    private final int all;

    private Profile(Map<Area, Integer> samples, int all) {
        this.samples = samples;
        this.all = all;
    }

    /** Begins to record what the process does. */
    static void begin(long pid) throws IOException {
        jcmd(pid, "JFR.configure", DEPTH);
        jcmd(pid, "JFR.start", NAME, "settings=profile");
    }

    /**
     * Ends it and reads what was recorded.
     *
     * @param file for the recording, which is left there
     */
    static Profile end(long pid, Path file) throws IOException {
        jcmd(pid, "JFR.stop", NAME, "filename=" + file.toAbsolutePath());
        List<List<String>> stacks = new ArrayList<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)) {
                    stacks.add(classes(event.getStackTrace()));
                }
            }
        }
        return of(stacks);
    }

    /**
     * The same of stacks.
     *
     * @param stacks names of classes, from the top
     */
    static Profile of(List<List<String>> stacks) {
        Map<Area, Integer> samples = new EnumMap<>(Area.class);
        for (List<String> stack : stacks) {
            stack.stream()
                    .map(Area::of)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(area -> samples.merge(area, 1, Integer::sum));
        }
        return new Profile(samples, stacks.size());
    }

    /** In percent of all samples, the most first. */
    List<String> lines() {
        return samples.entrySet().stream()
                .sorted(Map.Entry.<Area, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> String.format(
                        "%3d %%  %s",
                        Math.round(100.0 * entry.getValue() / all),
                        entry.getKey().title()))
                .toList();
    }

    private static List<String> classes(RecordedStackTrace stack) {
        return stack == null
                ? List.of()
                : stack.getFrames().stream()
                        .map(RecordedFrame::getMethod)
                        .filter(Objects::nonNull)
                        .map(method -> method.getType().getName())
                        .toList();
    }

    private static void jcmd(long pid, String... command) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        line.addAll(List.of(command));
        Process asked = new ProcessBuilder(line).redirectErrorStream(true).start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (asked.waitFor() != 0) {
                throw new IOException(String.join(" ", line) + ": " + answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
