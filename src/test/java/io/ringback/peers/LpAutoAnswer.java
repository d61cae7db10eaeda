package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A media server of another make: Debian's lp-auto-answer, which answers every call, whatever the user part and the
 * parameters of its URI, and plays a tone into it until the caller hangs up. SIP by UDP and TCP; its media ports are its own
 * choice.
 */
public final class LpAutoAnswer implements AutoCloseable {

    private static final Program.Debian LP_AUTO_ANSWER = new Program.Debian("lp-auto-answer", "linphone-cli");
    private static final Duration TONE_LENGTH = Duration.ofMinutes(3);
    private static final String INCOMING = "Incoming call arriving !";
    private static final String RELEASED = "to LinphoneCallReleased";

    private final int port;
    private final Program program;

    private LpAutoAnswer(int port, Program program) {
        this.port = port;
        this.program = program;
    }

    /** Starts one that plays a tone of {@code hertz}, and waits until it answers. */
    public static LpAutoAnswer playing(int hertz) {
        Path directory = Program.directory(LP_AUTO_ANSWER);
        int port = Ports.free();
        Path tone = directory.resolve("tone.wav");
        Tone.write(tone, hertz, TONE_LENGTH);
        try {
            // Where it wants its database.
            Files.createDirectories(directory.resolve(".local/share/linphone"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // It says how its calls go only when it is verbose.
        Program program = Program.start(
                LP_AUTO_ANSWER,
                directory,
                List.of("--listening-uri", "sip:127.0.0.1:" + port, "--media-file", tone.toString(), "--verbose"),
                Map.of("HOME", directory.toString()));
        program.endInput();
        try {
            program.until("an answer to OPTIONS", Program.PATIENCE, () -> Options.answeredBy(port));
            return new LpAutoAnswer(port, program);
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    /** Its address. */
    public String uri() {
        return "sip:127.0.0.1:" + port;
    }

    /** How many calls it has had. */
    public int calls() {
        return program.log().split(INCOMING, -1).length - 1;
    }

    /** Waits until all calls that it has had are over, and what they took is free again. */
    public void awaitReleased() {
        program.until(
                "the end of its calls",
                Program.PATIENCE,
                () -> program.log().split(RELEASED, -1).length - 1 == calls());
    }

    /** What it logged, for the message of a failure. */
    public String log() {
        return program.logForFailures();
    }

    @Override
    public void close() {
        program.close();
    }
}
