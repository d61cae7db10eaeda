package io.ringback.load;

import io.ringback.benchmark.Startable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ringback as it is delivered, with mail and SIP.
 *
 * @param sipPort where it listens for the switch
 */
record Installation(int sipPort) implements Startable {

    private static final List<String> ROUTES =
            List.of("mail-out.camel.yaml", "switch-in.camel.yaml", "connect.camel.yaml");

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
        return Stream.of(
                        "-jar",
                        "target/ringback.jar",
                        "--ringback.public-url=http://127.0.0.1:" + port,
                        "--ringback.secret=only-for-the-load-program-0123456789abcdef",
                        "--ringback.camel-routes-directory=" + routes,
                        "--ringback.mail.domain=ringback.example",
                        "--ringback.mail.smtp.host=127.0.0.1",
                        "--ringback.mail.smtp.port=" + smtpPort,
                        "--ringback.mail.smtp.starttls-required=false")
                .toList();
    }
}
