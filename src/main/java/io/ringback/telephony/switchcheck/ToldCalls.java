package io.ringback.telephony.switchcheck;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ringback.failedcall.TestCallNote;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks Ringback what it was told of the test calls. */
final class ToldCalls {

    private static final Duration PAUSE = Duration.ofMillis(250);
    /** A second notice of the same call comes as quickly as the first. */
    private static final Duration AFTERWARDS = Duration.ofMillis(1000);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final CheckOptions options;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_ANSWER)
            .build();
    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private long last;

    private record Notes(List<TestCallNote> notes) {}

    ToldCalls(CheckOptions options) {
        this.options = options;
    }

    /** What is there already is of earlier calls. */
    void forgetEarlier() {
        ask();
    }

    /** What is told from now on, once something has been, and what comes right after it; nothing if nothing is told in time. */
    List<TestCallNote> next() {
        long until = System.nanoTime() + options.patience().toNanos();
        List<TestCallNote> told = new ArrayList<>(ask());
        while (told.isEmpty() && System.nanoTime() - until < 0) {
            Moments.pass(PAUSE);
            told.addAll(ask());
        }
        if (!told.isEmpty()) {
            Moments.pass(AFTERWARDS);
            told.addAll(ask());
        }
        return told;
    }

    private List<TestCallNote> ask() {
        URI address =
                URI.create(options.ringback().toString().replaceFirst("/+$", "") + "/api/test-calls?after=" + last);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LONGEST_ANSWER)
                .header("Authorization", "Bearer " + options.apiKey())
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CannotBeChecked("Ringback answers " + response.statusCode() + " to GET " + address + ": "
                        + mend(response.statusCode()));
            }
            List<TestCallNote> notes =
                    json.readValue(response.body(), Notes.class).notes();
            notes.forEach(note -> last = Math.max(last, note.number()));
            return notes;
        } catch (IOException e) {
            throw new CannotBeChecked("Ringback does not answer at " + options.ringback() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotBeChecked("Interrupted.");
        }
    }

    private static String mend(int status) {
        return switch (status) {
            case 401 -> "CHECK_API_KEY is no API key of it.";
            case 403 -> "the API key needs the scope cases.read.";
            case 404 -> "set ringback.switch-check.caller and .callee there to the addresses of the two accounts.";
            default -> "see its log.";
        };
    }
}
