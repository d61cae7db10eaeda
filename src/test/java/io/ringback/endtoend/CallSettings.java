package io.ringback.endtoend;

import io.ringback.peers.Kamailio;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/** What all tests with a switch have set: everything on loopback, on free ports. */
final class CallSettings {

    /** The number that phones see. */
    static final String RINGBACKS_NUMBER = "+46812345678";

    static final String DOMAIN = "ringback.example";

    private static final int MEDIA_PORTS = 40;
    private static final String RINGBACKS_SECRET = "ringbacks-secret";

    private CallSettings() {}

    /** The switch as it is deployed, with Ringback's trunk at {@code sipPort}; its phones are still to be named. */
    static Kamailio.Configuration deployed(int sipPort) {
        return Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + sipPort + "\"")
                .define("RINGBACK_PORT", Integer.toString(sipPort))
                .define("RINGBACK_NUMBER", "\"" + RINGBACKS_NUMBER + "\"")
                .user("ringback", RINGBACKS_SECRET);
    }

    /**
     * Has Ringback behind {@code kamailio}, with some of its routes only.
     *
     * @param routes an empty folder for them
     */
    static void register(DynamicPropertyRegistry registry, Kamailio kamailio, int sipPort, Path routes, String... names)
            throws IOException {
        registerRoutes(registry, routes, names);
        registry.add("ringback.sip.proxy", () -> "sip:127.0.0.1:" + kamailio.port());
        registry.add("ringback.sip.domain", kamailio::domain);
        registry.add("ringback.sip.listen", () -> "udp:127.0.0.1:" + sipPort);
        registry.add("ringback.sip.account", () -> "ringback");
        registry.add("ringback.sip.password", () -> RINGBACKS_SECRET);
    }

    /** What does not depend on where the switch is. */
    static void registerRoutes(DynamicPropertyRegistry registry, Path routes, String... names) throws IOException {
        for (String name : names) {
            Path file = Path.of("camel-routes", name + ".camel.yaml");
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        registry.add("ringback.secret", () -> "0123456789abcdef0123456789abcdef");
        registry.add("ringback.public-url", () -> "http://localhost");
        registry.add("ringback.camel-routes-directory", routes::toString);
        registry.add("ringback.mail.domain", () -> DOMAIN);
        // Transactions linger for 64 T1 (RFC 3261 17), and it is waited until they are gone.
        registry.add("ringback.sip.t1", () -> "100ms");
        registry.add("ringback.connections.number", () -> RINGBACKS_NUMBER);
    }

    /** The announcement server that Ringback brings along. */
    static void registerAnnouncements(DynamicPropertyRegistry registry) {
        registerAnnouncements(registry, "127.0.0.1");
    }

    /** The same at another address of this machine, as URIs have it. */
    static void registerAnnouncements(DynamicPropertyRegistry registry, String host) {
        int port = Ports.free();
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        registry.add("ringback.announcement.listen", () -> host + ":" + port);
        registry.add(
                "ringback.announcement.media-ports", () -> firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1));
    }

    /** Mails go to {@code smtpPort}. */
    static void registerMail(DynamicPropertyRegistry registry, int smtpPort) {
        registry.add("ringback.mail.smtp.host", () -> "127.0.0.1");
        registry.add("ringback.mail.smtp.port", () -> smtpPort);
        registry.add("ringback.mail.smtp.starttls-required", () -> "false");
    }
}
