package io.ringback.cells;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringback.directory.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * In the place of the nodes of a cell called south, which has the slots from 80 on: remembers what it is handed, and answers as it was
 * told to. The table that names it calls the cell of whoever hands on north.
 */
public final class RememberingCell implements AutoCloseable {

    /** The case that it says it opened. */
    public static final String CASE = "7d0a2f6c-8f0e-4c5b-9a53-6a1de4b3a7f1";

    private final List<HandedOn> handedOn = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Path table;
    private volatile int status;
    private volatile String answer;

    /**
     * One request.
     *
     * @param path with its query
     * @param authorization header
     * @param by who it says that it was handed on by
     * @param body as it came
     */
    public record HandedOn(String path, String authorization, String by, String body) {}

    public RememberingCell() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::take);
            server.start();
            table = Files.createTempFile("cells", "");
            Files.writeString(table, """
                    cell north 00-7f http://127.0.0.1:1
                    cell south 80-ff %s
                    """.formatted(url()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.toFile().deleteOnExit();
        takes();
    }

    private void take(HttpExchange exchange) throws IOException {
        handedOn.add(new HandedOn(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst(CellHandover.HANDED_ON_BY),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/api/cases/" + CASE);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** From now on it answers like this. */
    public void answers(int code, String body) {
        status = code;
        answer = body;
    }

    /** From now on it takes all, as a failed call that opened {@link #CASE}. */
    public void takes() {
        answers(202, "{\"caseId\": \"" + CASE + "\"}");
    }

    /** What it was handed since it was last asked to forget. */
    public List<HandedOn> handedOn() {
        return List.copyOf(handedOn);
    }

    public void forget() {
        handedOn.clear();
        takes();
    }

    /** Where it takes requests. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The file with the table of cells. */
    public Path table() {
        return table;
    }

    /** A phone number of the cell north. */
    public static String northerner(int which) {
        return number(false, which);
    }

    /** A phone number of the cell south. */
    public static String southerner(int which) {
        return number(true, which);
    }

    private static String number(boolean south, int which) {
        return IntStream.range(0, 1000)
                .mapToObj(number -> "+4670174" + (1000 + number))
                .filter(number -> CalleeKey.of(new Address("tel:" + number)).slot() >= 0x80 == south)
                .skip(which)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
