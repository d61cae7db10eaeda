package io.ringback.web.operations;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.Servers;
import io.ringback.delivery.routes.RouteFiles;
import io.ringback.web.operations.Figures.Undelivered;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * What asks for a person. None of it is mended by a restart, nor is another node any better, so it is {@link #DEGRADED}
 * and not down; only a standstill is, and a node that has lost too many threads.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(OperationsProperties.class)
class OperationsHealth {

    static final Status DEGRADED =
            new Status("DEGRADED", "Works, but an operator is needed; see /operations and docs/operations.md");

    @Bean
    HealthIndicator undeliveredHealthIndicator(Figures figures, OperationsProperties settings) {
        return () -> {
            Undelivered undelivered = figures.undelivered();
            return upUnless(undelivered.oldest().compareTo(settings.undeliveredAfter()) > 0)
                    .withDetail("waiting", undelivered.count())
                    .withDetail("oldestSeconds", undelivered.oldest().toSeconds())
                    .build();
        };
    }

    @Bean
    HealthIndicator inboxHealthIndicator(Figures figures, OperationsProperties settings) {
        return () -> {
            long stuck = figures.stuck();
            long waiting = figures.waitingEvents(settings.unhandledAfter());
            return upUnless(stuck + waiting > 0)
                    .withDetail("stuck", stuck)
                    .withDetail("waiting", waiting)
                    .build();
        };
    }

    @Bean
    HealthIndicator incidentsHealthIndicator(EngineDesk engine) {
        return () -> {
            long open = engine.incidents();
            return upUnless(open > 0).withDetail("open", open).build();
        };
    }

    @Bean
    HealthIndicator casesHealthIndicator(Figures figures) {
        return () -> {
            long outOfStep = figures.outOfStep();
            return upUnless(outOfStep > 0).withDetail("outOfStep", outOfStep).build();
        };
    }

    @Bean
    HealthIndicator diagramsHealthIndicator(DeployedFiles files) {
        return () -> {
            int refused = files.refusals().size();
            // Files that differ may be meant to: after a deploy was taken back, or on a node that is upgraded first.
            return upUnless(refused > 0)
                    .withDetail("refused", refused)
                    .withDetail("differing", files.differing().size())
                    .build();
        };
    }

    @Bean
    HealthIndicator standstillHealthIndicator(
            HikariDataSource pool, MeterRegistry metrics, OperationsProperties settings, Clock clock) {
        return new Standstill(pool, metrics, settings.standstillAfter(), clock);
    }

    @Bean
    HealthIndicator routesHealthIndicator(RouteFiles routes, Adapters adapters) {
        return () -> {
            int refused = routes.findings().size();
            return upUnless(refused + adapters.lostWays() > 0)
                    .withDetail("refused", refused)
                    .withDetail("lost", adapters.lost())
                    .withDetail("switchLost", adapters.isSwitchLost())
                    .build();
        };
    }

    @Bean
    HealthIndicator serversHealthIndicator(SilentServers servers) {
        return () -> {
            Map<String, String> silent = servers.inWords();
            return upUnless(!silent.isEmpty()).withDetails(silent).build();
        };
    }

    /** A thread that a route keeps for ever is given back by nothing but a restart. A few of them are no reason for that. */
    @Bean
    HealthIndicator threadsHealthIndicator(Servers servers) {
        return () -> {
            List<Servers.Lost> lost = servers.lost();
            Health.Builder health =
                    lost.stream().anyMatch(Servers.Lost::full) ? Health.down() : upUnless(!lost.isEmpty());
            lost.forEach(where -> health.withDetail(
                    where.lane().label() + " " + where.name(),
                    "%d threads are lost in a route that does not come back; find out where it waits, and give it a time-out"
                            .formatted(where.lost())));
            return health.build();
        };
    }

    @Bean
    HealthIndicator databaseHealthIndicator(Shortages shortages) {
        return () -> shortOf(shortages.ofTheDatabase());
    }

    /** Of this node alone. */
    @Bean
    HealthIndicator nodeHealthIndicator(Shortages shortages) {
        return () -> shortOf(shortages.ofTheNode());
    }

    private static Health shortOf(List<String> shortages) {
        Health.Builder health = upUnless(!shortages.isEmpty());
        return shortages.isEmpty()
                ? health.build()
                : health.withDetail("problems", shortages).build();
    }

    private static Health.Builder upUnless(boolean degraded) {
        return degraded ? Health.status(DEGRADED) : Health.up();
    }
}
