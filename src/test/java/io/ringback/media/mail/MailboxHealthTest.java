package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

/** The mailbox as its server stands. */
class MailboxHealthTest {

    @Test
    void aMailboxIsReadAsLongAsItsServerLetsUs() throws Exception {
        GreenMail server = new GreenMail(ServerSetupTest.IMAP.dynamicPort());
        server.start();
        server.setUser("ringback@example.test", "ringback", "secret");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            MailboxHealth health = new MailboxHealth(camel);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            camel.addRoutes(reading(server.getImap().getPort()));
            camel.start();
            await().until(() -> health.health().getDetails().equals(mailbox(true)));
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);

            server.stop();

            await().until(() -> health.health().getDetails().equals(mailbox(false)));
            assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        } finally {
            server.stop();
        }
    }

    private static Map<String, Object> mailbox(boolean read) {
        return Map.of("mailboxes", Map.of("imap 127.0.0.1", read));
    }

    private static RouteBuilder reading(int port) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("imap://127.0.0.1:" + port + "?username=ringback&password=secret&delay=50&initialDelay=0")
                        .to("log:read?level=OFF");
            }
        };
    }
}
