package io.ringback.embedded;

import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The secrets of the embedded run: made at random on the first start, kept in a file that its owner alone can read, and
 * the same from then on. A secret that a newer version needs is added; what is there stays.
 */
final class Secrets {

    /** Keys whose secrets stand for the same thing and are equal. */
    private static final List<List<String>> NAMES = List.of(
            List.of("ringback.secret"),
            List.of("ringback.address-keys"),
            List.of("ringback.api.keys.sample.value"),
            List.of("ringback.operators.admin.password"),
            List.of(
                    "ringback.embedded.mail.passwords.ringback",
                    "ringback.mail.smtp.password",
                    "ringback.mail.imap.password"),
            List.of("ringback.embedded.mail.passwords.anna"),
            List.of("ringback.embedded.mail.passwords.bob"),
            List.of("ringback.embedded.switch.passwords.anna"),
            List.of("ringback.embedded.switch.passwords.bob"),
            List.of("ringback.embedded.switch.passwords.ringback", "ringback.sip.password"),
            List.of("ringback.embedded.postgres.password"));

    /** The two of a pair, in the form that {@code docs/web-push.md} gives them. */
    private static final List<String> WEB_PUSH =
            List.of("ringback.web-push.public-key", "ringback.web-push.private-key");

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 12;

    private Secrets() {}

    /** Reads the file, first making or completing it. */
    static Map<String, String> readOrMake(Path file, SecureRandom random) throws IOException {
        Map<String, String> kept = Files.exists(file) ? read(file) : Map.of();
        Map<String, String> all = new LinkedHashMap<>();
        for (List<String> equal : NAMES) {
            String secret = equal.stream()
                    .map(kept::get)
                    .filter(value -> value != null && !value.isBlank())
                    .findFirst()
                    .orElseGet(() -> make(equal.get(0), random));
            equal.forEach(name -> all.put(name, secret));
        }
        Map<String, String> completed = new LinkedHashMap<>(all);
        completed.putAll(kept);
        if (!kept.keySet().containsAll(WEB_PUSH)) {
            // One without the other is of no use.
            completed.putAll(webPushKeys(random));
        }
        if (!completed.equals(kept)) {
            write(file, completed);
        }
        return completed;
    }

    private static String make(String name, SecureRandom random) {
        boolean typedByPeople = name.endsWith("password") || name.contains(".passwords.");
        byte[] bits = new byte[typedByPeople ? PASSWORD_BYTES : KEY_BYTES];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private static Map<String, String> webPushKeys(SecureRandom random) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = pairs.generateKeyPair();
            ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
            String octets = "04" + number(point.getAffineX()) + number(point.getAffineY());
            return Map.of(
                    WEB_PUSH.get(0), base64(octets),
                    WEB_PUSH.get(1), base64(number(((ECPrivateKey) pair.getPrivate()).getS())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java knows P-256.", e);
        }
    }

    private static String number(BigInteger number) {
        return "%064x".formatted(number);
    }

    private static String base64(String hex) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        properties.forEach((name, value) -> secrets.put((String) name, (String) value));
        return secrets;
    }

    private static void write(Path file, Map<String, String> secrets) throws IOException {
        Path unfinished = DataFolder.makePrivateFile(file.resolveSibling(file.getFileName() + ".new"));
        String text = secrets.entrySet().stream()
                .map(secret -> secret.getKey() + "=" + secret.getValue() + "\n")
                .collect(Collectors.joining());
        Files.writeString(unfinished, "# Made by the first start. Belongs to the data beside it.\n" + text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
