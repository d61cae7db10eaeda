package io.ringback.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        return signed(
                key,
                "{\"alg\":\"ES256\",\"ppt\":\"shaken\",\"typ\":\"passport\",\"x5u\":\"" + certificate + "\"}",
                "{\"attest\":\"" + attestation + "\",\"dest\":{\"tn\":[\"" + callee + "\"]},\"iat\":"
                        + at.getEpochSecond() + ",\"orig\":{\"tn\":\"" + caller
                        + "\"},\"origid\":\"e166b1f2-cdfa-4b5d-a38e-667c23cbfc93\"}",
                certificate);
    }

    /**
     * Signs a header and claims as they are written.
     *
     * @return a value of the header Identity
     */
    public static String signed(Path key, String header, String claims, String certificate) {
        List<String> arguments = List.of("-sign", "-k", key.toString(), "-header", header, "-payload", claims);
        try (Program signer = Program.start(SECSIPIDX, Program.directory(SECSIPIDX), arguments, Map.of())) {
            signer.endInput();
            if (signer.exitStatus(PATIENCE) != 0 || signer.log().split("\\.").length != 3) {
                throw new AssertionError("secsipidx signed nothing." + signer.logForFailures());
            }
            return signer.log().strip() + ";info=<" + certificate + ">;alg=ES256";
        }
    }
}
