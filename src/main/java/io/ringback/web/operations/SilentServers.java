package io.ringback.web.operations;

import io.ringback.agenda.Lane;
import io.ringback.delivery.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The servers that take nothing that this node gives them, in words. Another node may reach them. */
@Component
class SilentServers {

    private final Servers servers;
    private final Duration silentAfter;
    private final Clock clock;

    SilentServers(Servers servers, OperationsProperties settings, Clock clock) {
        this.servers = servers;
        this.silentAfter = settings.silentAfter();
        this.clock = clock;
    }

    /** How many of each lane there are; lanes without one are left out. */
    Map<Lane, Long> byLane() {
        return servers.silentFor(silentAfter).stream()
                .collect(Collectors.groupingBy(Servers.Silent::lane, Collectors.counting()));
    }

    /** What is to be said of each, by lane and server. */
    Map<String, String> inWords() {
        Map<String, String> words = new LinkedHashMap<>();
        for (Servers.Silent server : servers.silentFor(silentAfter)) {
            long seconds = Duration.between(server.since(), clock.instant()).toSeconds();
            words.put(
                    server.lane().label() + " " + server.name(),
                    "%d of %d deliveries hang; it has taken nothing for %d s"
                            .formatted(server.held(), server.places(), seconds));
        }
        return words;
    }
}
