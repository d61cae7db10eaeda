package io.ringback.embedded;

import io.ringback.embedded.EmbeddedProperties.Phones;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.DigestUtils;

/**
 * A real telephone switch on loopback, where phones register: Kamailio with the configuration of {@code deploy/kamailio}.
 *
 * <p>It outlives a Java process that is killed. The next start finds it by its pid file and stops it.
 */
public final class TelephoneSwitch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TelephoneSwitch.class);
    private static final Path CONFIGURATION = Path.of("deploy/kamailio/kamailio.cfg");
    private static final Path PROGRAM = Path.of("/usr/sbin/kamailio");
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process kamailio;

    private TelephoneSwitch(Process kamailio) {
        this.kamailio = kamailio;
    }

    /**
     * Starts it.
     *
     * @param folder of the switch's own files
     * @param settings where it listens and who may register
     * @param ringbackPort where Ringback's trunk listens, on loopback
     * @param passwords of the phones, by the number they register as, and of {@code ringback}
     * @throws IllegalStateException with advice, if it does not start
     */
    public static TelephoneSwitch start(Path folder, Phones settings, int ringbackPort, Map<String, String> passwords) {
        Path home = folder.toAbsolutePath().normalize();
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("Kamailio is not installed (" + PROGRAM + "). On Debian: apt-get install"
                    + " kamailio. Or start without the profile \"switch\"; Ringback then works without phones.");
        }
        try {
            DataFolder.makePrivate(home);
            stopOrphan(home);
            writeUsers(home.resolve("users.cfg"), settings.domain(), passwords);
            Process process = new ProcessBuilder(Stream.concat(
                                    Stream.of(PROGRAM.toString()), arguments(home, settings, ringbackPort).stream())
                            .toList())
                    // Where Kamailio looks for users.cfg.
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
            Thread log = new Thread(new SwitchLog(process.getInputStream(), logOf(home)), "switch-log");
            log.setDaemon(true);
            log.start();
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                log.join(PATIENCE.toMillis());
                throw new IllegalStateException("The switch did not start; " + logOf(home)
                        + " says why. If port " + settings.port()
                        + " is taken, set ringback.embedded.switch.port to a free one.");
            }
            return new TelephoneSwitch(process);
        } catch (IOException e) {
            throw new IllegalStateException("The switch did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the switch started", e);
        }
    }

    /** Beside its folder. */
    static Path logOf(Path folder) {
        return folder.resolveSibling("switch.log");
    }

    private static List<String> arguments(Path home, Phones settings, int ringbackPort) {
        String here = HOST + ":" + settings.port();
        return List.of(
                "-f",
                CONFIGURATION.toAbsolutePath().toString(),
                "-w",
                home.toString(),
                "-Y",
                home.toString(),
                "-P",
                home.resolve("pid").toString(),
                // In the foreground, its log on standard error.
                "-DD",
                "-E",
                "-m",
                "64",
                "-M",
                "8",
                "-A",
                "SIP_DOMAIN=\"" + settings.domain() + "\"",
                "-A",
                "LISTEN_UDP=udp:" + here,
                "-A",
                "LISTEN_TCP=tcp:" + here,
                "-A",
                "RINGBACK_URI=\"sip:ringback@" + HOST + ":" + ringbackPort + "\"",
                "-A",
                "RINGBACK_PORT=" + ringbackPort);
    }

    /** RFC 2617's digest secret of each user, as the configuration reads them. */
    private static void writeUsers(Path file, String domain, Map<String, String> passwords) throws IOException {
        Files.writeString(
                DataFolder.makePrivateFile(file),
                passwords.entrySet().stream()
                        .map(phone -> "$sht(users=>%s) = \"%s\";\n"
                                .formatted(
                                        phone.getKey(),
                                        DigestUtils.md5DigestAsHex(
                                                (phone.getKey() + ":" + domain + ":" + phone.getValue())
                                                        .getBytes(StandardCharsets.UTF_8))))
                        .collect(Collectors.joining()));
    }

    private static void stopOrphan(Path home) throws IOException {
        Path pidFile = home.resolve("pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        Optional<ProcessHandle> process = pid.matches("[0-9]{1,9}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(found -> runsIn(home, found))
                : Optional.empty();
        if (process.isPresent()) {
            LOG.info("Stopping the switch that a killed Ringback left behind, process {}", pid);
            stop(process.get());
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean runsIn(Path home, ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(home.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The switch does not stop by itself, so process {} is killed", process.pid());
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        stop(kamailio.toHandle());
    }
}
