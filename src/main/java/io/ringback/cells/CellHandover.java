package io.ringback.cells;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands what is told of another cell's callee on to that cell, by its API. It goes to where the table says and nowhere else: no
 * redirection is followed. A cell that does not answer holds up only so many at a time.
 */
@Component
public class CellHandover {

    /** The header that names the cell which hands on; what has it is not handed on again. */
    public static final String HANDED_ON_BY = "Ringback-Cell";

    private static final Logger LOG = LoggerFactory.getLogger(CellHandover.class);
    private static final int MOST_AT_ONCE = 32;
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .build();
    private final Map<String, Semaphore> room = new ConcurrentHashMap<>();
    private final CellsProperties settings;

    CellHandover(CellsProperties settings) {
        this.settings = settings;
    }

    /**
     * What a cell answered.
     *
     * @param status of HTTP
     * @param type of the body
     * @param body JSON
     * @param location absolute, if it names one
     * @param retryAfter as it was answered
     */
    public record Answer(
            int status, Optional<String> type, String body, Optional<URI> location, Optional<String> retryAfter) {

        /** Whether it was taken. */
        public boolean taken() {
            return status >= 200 && status < 300;
        }

        /** The body reaches no log. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * Hands it on with this cell's own key.
     *
     * @throws CellAway if the cell cannot be asked, or has no key of ours
     */
    public Answer hand(Cell cell, String path, String json) {
        return hand(cell, path, json, "Bearer " + settings.apiKey());
    }

    /**
     * Hands it on as whoever told it.
     *
     * @param path of the API
     * @param json the request
     * @param authorization as it came
     * @throws CellAway if the cell cannot be asked, or does not know who told it
     */
    public Answer hand(Cell cell, String path, String json, String authorization) {
        Semaphore places = room.computeIfAbsent(cell.name(), name -> new Semaphore(MOST_AT_ONCE));
        if (!places.tryAcquire()) {
            throw new CellAway(cell, "does not answer as fast as it is told.", null);
        }
        try {
            return answer(cell, send(cell, path, json, authorization));
        } catch (IOException e) {
            LOG.warn("The cell {} cannot be told at {}: {}", cell.name(), cell.url(), e.toString());
            throw new CellAway(cell, "cannot be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CellAway(cell, "was not waited for, since this node stops.", e);
        } finally {
            places.release();
        }
    }

    private HttpResponse<String> send(Cell cell, String path, String json, String authorization)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cell.url() + path))
                .timeout(TO_ANSWER)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", authorization)
                .header(HANDED_ON_BY, settings.own())
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static Answer answer(Cell cell, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            LOG.error(
                    "The cell {} does not take the API key of what it is handed. Give all cells the same keys.",
                    cell.name());
            throw new CellAway(cell, "does not take this API key: all cells must have the same keys.", null);
        }
        if (status < 200 || status >= 300 && status < 400) {
            LOG.error(
                    "{} answered {}, which no node of Ringback does. Correct the table of cells.", cell.url(), status);
            throw new CellAway(cell, "is not where the table of cells says.", null);
        }
        return new Answer(
                status,
                response.headers().firstValue("Content-Type"),
                response.body(),
                response.headers().firstValue("Location").map(cell.url()::resolve),
                response.headers().firstValue("Retry-After"));
    }
}
