package io.ringback.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has {@code bin/load} set connections up and takes two of its figures over. */
final class ConnectionsOfLoad {

    private static final String SET_UP = "connections set up per second";
    private static final String CPU = "CPU of Ringback per connection, ms";

    private final BenchmarkOptions settings;
    private final Measured measured;
    private final List<String> problems;

    ConnectionsOfLoad(BenchmarkOptions settings, Measured measured, List<String> problems) {
        this.settings = settings;
        this.measured = measured;
        this.problems = problems;
    }

    void measure() throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        Process load = new ProcessBuilder(
                        "bin/load",
                        "--connections",
                        Integer.toString(settings.size(Size.CONNECTIONS)),
                        "--announcements",
                        "10",
                        "--seconds",
                        "5")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = load.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("bin/load: " + line);
                said.add(line);
            }
        }
        if (load.waitFor() != 0) {
            problems.add("bin/load ended with status " + load.exitValue());
        }
        figure(said, SET_UP).ifPresent(figure -> measured.set(Extra.CONNECTIONS, figure));
        figure(said, CPU).ifPresent(figure -> measured.set(Extra.CONNECTION_CPU, figure));
    }

    /** Ringback's own figure in the table of {@code bin/load}. */
    static OptionalDouble figure(List<String> table, String title) {
        Pattern line = Pattern.compile("\\s*" + Pattern.quote(title) + "\\s+([0-9.]+).*");
        return table.stream()
                .map(line::matcher)
                .filter(Matcher::matches)
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst();
    }
}
