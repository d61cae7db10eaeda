package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.RingbackApplication;
import io.ringback.ShippedClassPath;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The announcement server as a process of its own, as a service of the operating system runs it. */
class AnnouncementServerAloneTest {

    @TempDir
    private Path folder;

    /** What looks after it starts it again only if it has ended. */
    @Test
    void whoseAddressIsTakenSaysSoAndEnds() throws Exception {
        Path log = folder.resolve("log");
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Process server = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            ShippedClassPath.get(),
                            RingbackApplication.class.getName(),
                            AnnouncementServerAlone.COMMAND,
                            "--listen=127.0.0.1:" + other.getLocalPort())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                assertThat(server.waitFor(5, TimeUnit.MINUTES))
                        .as("it has ended")
                        .isTrue();
                assertThat(server.exitValue()).isEqualTo(1);
                assertThat(Files.readString(log)).contains("127.0.0.1:" + other.getLocalPort());
            } finally {
                server.destroyForcibly();
            }
        }
    }
}
