package io.ringback.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who signs calls (STIR/SHAKEN): the program of the Kamailio project, in Go. */
public final class Secsipidx {

    private static final Program.Debian SECSIPIDX = new Program.Debian("secsipidx", "secsipidx");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Secsipidx() {}

    /**
     * Signs that {@code caller} calls {@code callee}.
     *
     * @param attestation A, B or C
     * @param certificate where the certificate of the key is
     * @return a value of the header Identity
     */
    public static String shaken(
            Path key, String caller, String callee, String attestation, String certificate, Instant at) {
        return sign(
                key,
                List.of(
                        "-orig-tn",
                        caller,
                        "-dest-tn",
                        callee,
                        "-attest",
                        attestation,
                        "-x5u",
                        certificate,
                        "-iat",
                        Long.toString(at.getEpochSecond())));
    }

    /** Signs a header and claims as they are written. */
    public static String signed(Path key, String header, String claims, String certificate) {
        return sign(key, List.of("-header", header, "-payload", claims, "-x5u", certificate, "-ppt", ""));
    }

    private static String sign(Path key, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("-sign-full", "-k", key.toString()));
        arguments.addAll(more);
        try (Program signer = Program.start(SECSIPIDX, Program.directory(SECSIPIDX), arguments, Map.of())) {
            signer.endInput();
            if (signer.exitStatus(PATIENCE) != 0 || !signer.log().contains(";info=<")) {
                throw new AssertionError("secsipidx signed nothing." + signer.logForFailures());
            }
            return signer.log().strip();
        }
    }
}
