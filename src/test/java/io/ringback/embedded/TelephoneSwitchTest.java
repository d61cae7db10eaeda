package io.ringback.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.embedded.EmbeddedProperties.Phones;
import io.ringback.peers.Options;
import io.ringback.peers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The switch that phones register at in {@code bin/run}. */
class TelephoneSwitchTest {

    private static final Map<String, String> PHONES =
            SamplePeople.phones(Map.of("anna", "secret-a", "bob", "secret-b"));

    @TempDir
    private Path data;

    private final int port = Ports.free();

    private TelephoneSwitch start() {
        return TelephoneSwitch.start(
                data.resolve("switch"), new Phones(port, "ringback.example", Map.of()), Ports.free(), PHONES);
    }

    @Test
    void answersWhileItRunsAndNotAfterwards() {
        try (TelephoneSwitch running = start()) {
            await().until(() -> Options.answeredBy(port));
        }
        assertThat(Options.answeredBy(port)).isFalse();
    }

    @Test
    void keepsPhonesPasswordsFromOthers() throws Exception {
        try (TelephoneSwitch running = start()) {
            Path users = data.resolve("switch/users.cfg");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users)))
                    .isEqualTo("rw-------");
            assertThat(users).content().doesNotContain("secret").contains("+46701740605");
        }
    }

    @Test
    void stopsWhatAKilledRingbackLeftBehind() throws Exception {
        TelephoneSwitch left = start();
        await().until(() -> Files.exists(data.resolve("switch/pid")));
        try (TelephoneSwitch next = start()) {
            await().until(() -> Options.answeredBy(port));
        } finally {
            left.close();
        }
        assertThat(Options.answeredBy(port)).isFalse();
    }

    @Test
    void saysWhichPortIsTaken() {
        try (TelephoneSwitch running = start()) {
            await().until(() -> Options.answeredBy(port));
            assertThatThrownBy(() -> TelephoneSwitch.start(
                            data.resolve("other"),
                            new Phones(port, "ringback.example", Map.of()),
                            Ports.free(),
                            PHONES))
                    .hasMessageContaining("If port " + port + " is taken");
        }
    }
}
