package io.ringback.benchmark;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The event that begins a case: the nth caller tried to call the nth callee, who was busy. */
final class FailedCallEvent {

    /** What the id of each event begins with. */
    static final String ID_PREFIX = "bench-";

    private FailedCallEvent() {}

    /** The request that tells of the nth call. */
    static HttpRequest request(URI base, int number, Duration patience) {
        String event = """
                {"id": "%s%d", "caller": "%s", "callee": "%s", "medium": "VOICE", "cause": "BUSY", "occurredAt": "%s"}
                """.formatted(
                        ID_PREFIX,
                        number,
                        Database.phone("caller", number),
                        Database.phone("callee", number),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return HttpRequest.newBuilder(base.resolve("/api/failed-calls"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + Candidate.KEY)
                .POST(BodyPublishers.ofString(event))
                .timeout(patience)
                .build();
    }
}
