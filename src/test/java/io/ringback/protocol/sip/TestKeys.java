package io.ringback.protocol.sip;

import io.ringback.protocol.sip.SipSettings.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys made for one test by Java's keytool: one for the loopback addresses, which trusts itself, and one that nobody trusts. */
record TestKeys(Path own, Path trusted, Path other) {

    static final String PASSWORD = "changeit";

    static TestKeys in(Path folder) throws IOException, InterruptedException {
        TestKeys keys =
                new TestKeys(folder.resolve("own.p12"), folder.resolve("trusted.p12"), folder.resolve("other.p12"));
        Path certificate = folder.resolve("own.crt");
        keys.make(keys.own, "ip:127.0.0.1,ip:0:0:0:0:0:0:0:1");
        keys.make(keys.other, "dns:elsewhere.example");
        keytool("-exportcert", "-alias", "key", "-keystore", keys.own.toString(), "-file", certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "own",
                "-keystore",
                keys.trusted.toString(),
                "-file",
                certificate.toString());
        return keys;
    }

    /** Trusts the certificate of the other key too, which is for another host. */
    void trustOther(Path folder) throws IOException, InterruptedException {
        Path certificate = folder.resolve("other.crt");
        keytool("-exportcert", "-alias", "key", "-keystore", other.toString(), "-file", certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "other",
                "-keystore",
                trusted.toString(),
                "-file",
                certificate.toString());
    }

    Tls tls(Path keyStore, boolean clientCertificateNeeded) {
        return new Tls(keyStore, PASSWORD, trusted, PASSWORD, clientCertificateNeeded);
    }

    private void make(Path store, String name) throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-validity",
                "2",
                "-ext",
                "san=" + name,
                "-keystore",
                store.toString());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
