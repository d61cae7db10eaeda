package io.ringback.media.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.support.ScheduledPollConsumer;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Whether the mailboxes are read that routes read. A restart mends none, and mail still leaves: DEGRADED, not down. */
final class MailboxHealth implements HealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "A mailbox cannot be read: replies and bounces wait there; see docs/mail.md");

    private final CamelContext camel;

    MailboxHealth(CamelContext camel) {
        this.camel = camel;
    }

    /** By protocol and host, whether the last try to read it succeeded; without those that have not been tried yet. */
    @Override
    public Health health() {
        Map<String, Boolean> mailboxes = new LinkedHashMap<>();
        for (Route route : camel.getRoutes()) {
            if (route.getEndpoint() instanceof MailEndpoint endpoint
                    && route.getConsumer() instanceof ScheduledPollConsumer polls
                    && polls.isFirstPollDone()) {
                mailboxes.merge(name(endpoint), polls.getErrorCounter() == 0, Boolean::logicalAnd);
            }
        }
        Health.Builder health = mailboxes.containsValue(false) ? Health.status(DEGRADED) : Health.up();
        return health.withDetail("mailboxes", mailboxes).build();
    }

    private static String name(MailEndpoint endpoint) {
        return endpoint.getConfiguration().getProtocol() + " "
                + endpoint.getConfiguration().getHost();
    }
}
