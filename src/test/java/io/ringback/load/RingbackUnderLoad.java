package io.ringback.load;

import io.ringback.ShippedClassPath;
import io.ringback.benchmark.Database;
import io.ringback.benchmark.Startable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Ringback with mail, SIP and its announcement server, and {@link DrivenRingback}'s door.
 *
 * @param sipPort where it listens for the switch
 * @param announcementPort where its announcement server listens
 * @param switchPort where the switch is, and all phones behind it
 * @param doorPort where the load program drives it
 * @param announcements the most at a time
 */
record RingbackUnderLoad(int sipPort, int announcementPort, int switchPort, int doorPort, int announcements)
        implements Startable {

    private static final List<String> ROUTES =
            List.of("mail-out.camel.yaml", "switch-in.camel.yaml", "connect.camel.yaml");
    private static final String MEDIA_PORTS = "45000-51999";

    @Override
    public String title() {
        return "Ringback";
    }

    @Override
    public String readyPath() {
        return "/actuator/health/readiness";
    }

    @Override
    public List<String> program(Path directory, int port, int smtpPort) throws IOException {
        Path routes = Files.createDirectories(directory.resolve("camel-routes"));
        for (String route : ROUTES) {
            Files.copy(Path.of("camel-routes", route), routes.resolve(route), StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of(
                "-cp",
                ShippedClassPath.with(directory, DrivenRingback.class),
                DrivenRingback.class.getName(),
                DrivenRingback.DOOR + doorPort,
                "--ringback.public-url=http://127.0.0.1:" + port,
                "--ringback.address-keys=" + Database.ADDRESS_KEY,
                "--ringback.secret=only-for-the-load-program-0123456789abcdef",
                "--ringback.camel-routes-directory=" + routes,
                "--ringback.mail.domain=ringback.example",
                "--ringback.mail.smtp.host=127.0.0.1",
                "--ringback.mail.smtp.port=" + smtpPort,
                "--ringback.mail.smtp.starttls-required=false",
                "--ringback.sip.listen=udp:127.0.0.1:" + sipPort,
                "--ringback.sip.proxy=sip:127.0.0.1:" + switchPort,
                // SIPp would take OPTIONS for a call; the announcement server answers them.
                "--ringback.sip.watch=sip:127.0.0.1:" + announcementPort,
                "--ringback.sip.requests-per-second=100000",
                "--ringback.connections.number=+46812345678",
                "--ringback.dialling.caps.simultaneous=100000",
                "--ringback.caps.per-receiver=none",
                "--ringback.caps.per-pair=none",
                "--ringback.caps.per-caller=none",
                "--ringback.caps.answers=none",
                "--ringback.announcement.listen=127.0.0.1:" + announcementPort,
                "--ringback.announcement.media-ports=" + MEDIA_PORTS,
                "--ringback.announcement.simultaneous=" + (announcements + 1),
                // A speaking program for each connection would be measured, not Ringback.
                "--ringback.speech.enabled=false");
    }
}
