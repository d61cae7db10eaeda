package io.ringback.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class SecretsTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    @Test
    void areReadableByTheirOwnerAlone() throws Exception {
        Path file = folder.resolve("secrets.properties");
        Secrets.readOrMake(file, random);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void stayTheSameOnTheNextStart() throws Exception {
        Path file = folder.resolve("secrets.properties");
        Map<String, String> first = Secrets.readOrMake(file, random);
        byte[] written = Files.readAllBytes(file);

        assertThat(Secrets.readOrMake(file, random)).isEqualTo(first);
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }

    @Test
    void differFromOneInstallationToTheNext() throws Exception {
        Map<String, String> here = Secrets.readOrMake(folder.resolve("here"), random);
        Map<String, String> there = Secrets.readOrMake(folder.resolve("there"), random);
        assertThat(here.values()).doesNotContainAnyElementsOf(there.values());
    }

    @Test
    void theKeysOfWebPushAreOfEachOther() throws Exception {
        Path file = folder.resolve("secrets.properties");
        Files.writeString(file, "ringback.web-push.public-key=of no pair any more\n");

        Map<String, String> made = Secrets.readOrMake(file, random);

        assertThat(Secrets.readOrMake(file, random)).isEqualTo(made);
        byte[] point = Base64.getUrlDecoder().decode(made.get("ringback.web-push.public-key"));
        ECKey key = new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(Arrays.copyOfRange(point, 1, 33)),
                        Base64URL.encode(Arrays.copyOfRange(point, 33, 65)))
                .d(new Base64URL(made.get("ringback.web-push.private-key")))
                .build();
        JWSObject signed = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload("anything"));
        signed.sign(new ECDSASigner(key));
        assertThat(signed.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
    }

    @Test
    void oneThatIsMissingIsAddedAndTheOthersStay() throws Exception {
        Path file = folder.resolve("secrets.properties");
        Files.writeString(file, "ringback.secret=kept\nsomething.else=kept too\n");

        assertThat(Secrets.readOrMake(file, random))
                .containsEntry("ringback.secret", "kept")
                .containsEntry("something.else", "kept too")
                .containsKeys(
                        "ringback.api.keys.sample.value",
                        "ringback.operators.admin.password",
                        "ringback.mail.smtp.password",
                        "ringback.embedded.postgres.password");
    }

    @Test
    void ringbacksOwnMailboxHasOnePasswordForSendingAndReading() throws Exception {
        Map<String, String> secrets = Secrets.readOrMake(folder.resolve("secrets.properties"), random);
        assertThat(secrets.get("ringback.mail.smtp.password"))
                .isEqualTo(secrets.get("ringback.mail.imap.password"))
                .isEqualTo(secrets.get("ringback.embedded.mail.passwords.ringback"));
        assertThat(secrets.get("ringback.secret")).matches("[0-9a-f]{64}");
    }

    @Test
    void theEnvironmentWinsOverThem() {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles("embedded");
        environment.setProperty("ringback.embedded.data", folder.toString());
        environment
                .getPropertySources()
                .addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("RINGBACK_SECRET", "from the environment")));

        new SecretsPropertySource().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("ringback.secret")).isEqualTo("from the environment");
        assertThat(environment.getProperty("ringback.api.keys.sample.value")).matches("[0-9a-f]{64}");
    }

    @Test
    void areNotMadeWithoutTheProfile() {
        MockEnvironment environment = new MockEnvironment();
        environment.setProperty("ringback.embedded.data", folder.toString());

        new SecretsPropertySource().postProcessEnvironment(environment, new SpringApplication());

        assertThat(folder.resolve("secrets.properties")).doesNotExist();
    }
}
