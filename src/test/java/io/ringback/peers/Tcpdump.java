package io.ringback.peers;

import io.ringback.peers.Program.Debian;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Who reads files of packets. */
public final class Tcpdump {

    private static final Debian TCPDUMP = new Debian("tcpdump", "tcpdump");

    private Tcpdump() {}

    /** What it says of a file, with checksums looked at and times in UTC. */
    public static List<String> read(Path file) {
        try (Program program = Program.start(
                TCPDUMP,
                Program.directory(TCPDUMP),
                List.of("-nn", "-vv", "-r", file.toString()),
                Map.of("TZ", "UTC"))) {
            if (program.exitStatus(Program.PATIENCE) != 0) {
                throw new AssertionError("tcpdump cannot read it." + program.logForFailures());
            }
            return program.log().lines().toList();
        }
    }
}
