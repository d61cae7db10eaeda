package io.ringback.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/** The load program's way into {@link DrivenRingback}. */
final class DrivenDoor {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    DrivenDoor(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Sets connections up and waits for their outcome. */
    Map<String, Long> connect(int first, int count, int atOnce, int seconds) {
        return ask("/connect?first=" + first + "&count=" + count + "&atOnce=" + atOnce + "&seconds=" + seconds);
    }

    /** Waits until nothing is held, and returns what is left. */
    Map<String, Long> settled() {
        return ask("/settled");
    }

    /** How many announcements are being played. */
    long playing() {
        return ask("/playing").get("held announcements");
    }

    private Map<String, Long> ask(String question) {
        try {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(base.resolve(question)).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("Ringback: " + response.body());
            }
            Map<String, Long> answer = new LinkedHashMap<>();
            response.body()
                    .lines()
                    .map(line -> line.split("="))
                    .forEach(pair -> answer.put(pair[0], Long.parseLong(pair[1])));
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("Ringback does not answer any more: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
