package io.ringback.peers;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who connects by TLS and sends what a test says: {@code openssl s_client}. */
public final class TlsClient implements AutoCloseable {

    private final Program program;

    private TlsClient(Program program) {
        this.program = program;
    }

    /** Connects to 127.0.0.1; {@code options} are those of s_client. */
    public static TlsClient to(int port, List<String> options) {
        List<String> arguments =
                new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + port, "-quiet", "-crlf"));
        arguments.addAll(options);
        return new TlsClient(
                Program.start(Authority.OPENSSL, Program.directory(Authority.OPENSSL), arguments, Map.of()));
    }

    /** Sends lines, which s_client ends with CR and LF, unless it has been cut off. */
    public void send(String lines) {
        try {
            program.type(lines);
        } catch (UncheckedIOException e) {
            // What it says in the end tells.
            return;
        }
    }

    /** Waits until this has been received. */
    public void await(String text) {
        program.until(text, Program.PATIENCE, () -> program.log().contains(text));
    }

    /** Waits until the connection is over; returns what was received and said of it. */
    public String awaitEnd() {
        program.untilOrEnd("its end", Program.PATIENCE, () -> false);
        return program.log();
    }

    @Override
    public void close() {
        program.close();
    }
}
