package io.ringback.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which processors driver and sink use, and which the product: all for both, or one for the former and the others for the
 * latter.
 *
 * @param driver empty if nothing is pinned
 * @param product likewise
 */
record Cores(List<Integer> driver, List<Integer> product) {

    /** Nothing is pinned. */
    static final Cores ALL = new Cores(List.of(), List.of());

    private static final String ALLOWED = "Cpus_allowed_list:";

    /**
     * Pins this process, and so driver and sink, to the first core; all that it starts begins there, too.
     *
     * @throws IllegalStateException if there is only one core, or no taskset
     */
    static Cores pinned() throws IOException {
        List<Integer> all;
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            all = read(lines.filter(line -> line.startsWith(ALLOWED))
                    .findFirst()
                    .map(line -> line.substring(ALLOWED.length()).strip())
                    .orElse(""));
        }
        if (all.size() < 2) {
            throw new IllegalStateException("--pin needs two cores or more; here there are " + all.size());
        }
        Cores cores = new Cores(all.subList(0, 1), all.subList(1, all.size()));
        pin(ProcessHandle.current(), cores.driver);
        return cores;
    }

    /** A list as the kernel writes it: {@code 0-3,6}. */
    static List<Integer> read(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String range : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    /** What stands before a command that starts a part of the product. */
    List<String> prefix() {
        return product.isEmpty() ? List.of() : List.of("taskset", "-c", list(product));
    }

    /** Moves a process and its children to the product's cores. */
    void moveToProduct(long pid) throws IOException {
        if (!product.isEmpty()) {
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            pin(process, product);
            for (ProcessHandle child : process.children().toList()) {
                pin(child, product);
            }
        }
    }

    private static void pin(ProcessHandle process, List<Integer> cores) throws IOException {
        Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", list(cores), Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start();
        String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            // A child that has ended meanwhile needs no core.
            if (taskset.waitFor() != 0 && process.isAlive()) {
                throw new IllegalStateException("taskset (Debian's util-linux) did not pin anything: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String list(List<Integer> cores) {
        return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return product.isEmpty()
                ? "all cores for all"
                : "core " + list(driver) + " for driver and sink, core " + list(product) + " for the product";
    }
}
