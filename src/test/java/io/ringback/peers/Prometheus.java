package io.ringback.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Prometheus (Debian's), and what its promtool says of configurations and rules. */
public final class Prometheus implements AutoCloseable {

    /** Its tests of rules play hours and days. */
    private static final Duration RULES_PLAYED = Duration.ofMinutes(3);

    private static final Program.Debian PROMETHEUS = new Program.Debian("prometheus", "prometheus");
    private static final Program.Debian PROMTOOL = new Program.Debian("promtool", "prometheus");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Program program;
    private final int port;

    private Prometheus(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param configuration as prometheus.yml has it; the files that it names lie beside it, or are named by absolute paths
     * @param beside further files, by name
     */
    public static Prometheus start(String configuration, Map<String, String> beside) {
        Path folder = Program.directory(PROMETHEUS);
        int port = Ports.free();
        try {
            Files.writeString(folder.resolve("prometheus.yml"), configuration);
            for (Map.Entry<String, String> file : beside.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = List.of(
                "--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:" + port);
        Prometheus prometheus = new Prometheus(Program.start(PROMETHEUS, folder, arguments, Map.of()), port);
        try {
            prometheus.program.until("ready", Program.PATIENCE, prometheus::isReady);
            return prometheus;
        } catch (Throwable e) {
            prometheus.close();
            throw e;
        }
    }

    private boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What its promtool says; the last line is "exit " and its exit status. */
    public static String promtool(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        try (Program program = Program.start(PROMTOOL, Program.directory(PROMTOOL), all, Map.of())) {
            int status = program.exitStatus(RULES_PLAYED);
            return program.log() + "exit " + status;
        }
    }

    /**
     * The series that an expression of PromQL has now.
     *
     * @throws AssertionError if Prometheus refuses it; with what it says
     */
    public List<JsonNode> ask(String expression) {
        try {
            String path = "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
            JsonNode answer = JSON.readTree(get(path).body());
            if (!"success".equals(answer.path("status").asText())) {
                throw new AssertionError(
                        expression + ": " + answer.path("error").asText());
            }
            List<JsonNode> series = new ArrayList<>();
            answer.at("/data/result").forEach(series::add);
            return series;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it wrote. */
    public String log() {
        return program.log();
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
