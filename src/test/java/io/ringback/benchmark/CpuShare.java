package io.ringback.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a process may have of one processor at most, by a control group of the kernel's (cgroups(7), either version). So several nodes on
 * one machine are as several small machines. It takes root.
 *
 * @param group its folder
 */
record CpuShare(Path group) implements AutoCloseable {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final List<Path> OF_VERSION_1 = List.of(GROUPS.resolve("cpu"), GROUPS.resolve("cpu,cpuacct"));
    private static final int PERIOD_MICROS = 100_000;

    /**
     * Bounds a process that runs.
     *
     * @return empty if this machine lets nobody do so
     */
    static Optional<CpuShare> of(long pid, int percent) {
        int quota = PERIOD_MICROS / 100 * percent;
        try {
            CpuShare share;
            if (Files.exists(GROUPS.resolve("cgroup.controllers"))) {
                Files.writeString(GROUPS.resolve("cgroup.subtree_control"), "+cpu");
                share = new CpuShare(Files.createDirectory(GROUPS.resolve("ringback-" + pid)));
                share.write("cpu.max", quota + " " + PERIOD_MICROS);
            } else {
                Path groups = OF_VERSION_1.stream()
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(() -> new IOException("no control groups"));
                share = new CpuShare(Files.createDirectory(groups.resolve("ringback-" + pid)));
                share.write("cpu.cfs_period_us", Integer.toString(PERIOD_MICROS));
                share.write("cpu.cfs_quota_us", Integer.toString(quota));
            }
            share.write("cgroup.procs", Long.toString(pid));
            return Optional.of(share);
        } catch (IOException e) {
            System.out.println("No bound for a node's CPU: " + e);
            return Optional.empty();
        }
    }

    private void write(String file, String value) throws IOException {
        Files.writeString(group.resolve(file), value);
    }

    /** When its process has ended. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(group);
    }
}
