package io.ringback.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
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
