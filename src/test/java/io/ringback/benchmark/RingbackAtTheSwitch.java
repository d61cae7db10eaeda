package io.ringback.benchmark;

import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Ringback as in its column, and a switch may tell it of failed calls by SIP.
 *
 * @param sipPort where it listens for the switch
 * @param switchPort where the switch is said to be
 */
record RingbackAtTheSwitch(int sipPort, int switchPort) implements Startable {

    private static final String SWITCH_IN = "switch-in.camel.yaml";

    @Override
    public String title() {
        return Candidate.RINGBACK.title();
    }

    @Override
    public String readyPath() {
        return Candidate.RINGBACK.readyPath();
    }

    @Override
    public List<String> program(Path directory, int port, int smtpPort) throws IOException {
        List<String> program = new ArrayList<>(Candidate.RINGBACK.program(directory, port, smtpPort));
        Files.copy(
                Path.of("camel-routes", SWITCH_IN),
                directory.resolve("camel-routes").resolve(SWITCH_IN),
                StandardCopyOption.REPLACE_EXISTING);
        program.addAll(List.of(
                "--ringback.sip.listen=udp:127.0.0.1:" + sipPort,
                "--ringback.sip.proxy=sip:127.0.0.1:" + switchPort,
                "--ringback.announcement.listen=127.0.0.1:" + Ports.free(),
                "--ringback.connections.number=+46812345678",
                "--ringback.sip.requests-per-second=100000"));
        return program;
    }
}
