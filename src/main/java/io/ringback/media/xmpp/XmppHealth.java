package io.ringback.media.xmpp;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Whether our accounts are online. A restart mends nothing, and all else goes on, so it is DEGRADED and not down. */
final class XmppHealth implements HealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "Works, but not all instant messages do; see docs/instant-messages.md");

    private final XmppAccounts accounts;

    XmppHealth(XmppAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Health health() {
        List<String> problems = accounts.problems();
        boolean well = problems.stream().allMatch(String::isEmpty);
        List<String> states = new ArrayList<>(problems);
        states.replaceAll(problem -> problem.isEmpty() ? "online" : problem);
        return (well ? Health.up() : Health.status(DEGRADED))
                .withDetail("accounts", states)
                .build();
    }
}
