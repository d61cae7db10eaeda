package io.ringback.peers;

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

    /** Sends lines; s_client ends them with CR and LF. */
    public void send(String lines) {
        program.type(lines);
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
