package io.ringback.tracing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

/** A collector of OTLP over HTTP, as far as spans go: reads protobuf as opentelemetry-proto's trace.proto numbers its fields. */
final class OtlpReceiver implements AutoCloseable {

    private static final int LENGTH_DELIMITED = 2;

    /**
     * A span.
     *
     * @param parent the id of its parent; empty if it begins a trace
     * @param text all its attributes, and what it ended by
     */
    record Received(String trace, String id, String parent, String name, String text) {}

    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (exchange;
                    InputStream body =
                            "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                                    ? new GZIPInputStream(exchange.getRequestBody())
                                    : exchange.getRequestBody()) {
                read(body.readAllBytes());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** In the order in which they ended, of each request. */
    List<Received> spans() {
        return List.copyOf(spans);
    }

    /** ExportTraceServiceRequest, ResourceSpans, ScopeSpans, Span. */
    private void read(byte[] request) {
        fields(
                request,
                (resource, resourceSpans) -> fields(resourceSpans, (scope, scopeSpans) -> {
                    if (scope == 2) {
                        fields(scopeSpans, (number, span) -> {
                            if (number == 2) {
                                spans.add(span(span));
                            }
                        });
                    }
                }));
    }

    private static Received span(byte[] bytes) {
        String[] known = {"", "", "", ""};
        StringBuilder text = new StringBuilder();
        fields(bytes, (number, value) -> {
            switch (number) {
                case 1 -> known[0] = HexFormat.of().formatHex(value);
                case 2 -> known[1] = HexFormat.of().formatHex(value);
                case 4 -> known[2] = HexFormat.of().formatHex(value);
                case 5 -> known[3] = new String(value, StandardCharsets.UTF_8);
                default ->
                    text.append(new String(value, StandardCharsets.UTF_8)).append(' ');
            }
        });
        return new Received(known[0], known[1], known[2], known[3], text.toString());
    }

    /** What is not length-delimited is skipped. */
    private static void fields(byte[] message, BiConsumer<Integer, byte[]> each) {
        ByteBuffer rest = ByteBuffer.wrap(message);
        while (rest.hasRemaining()) {
            int tag = (int) varint(rest);
            switch (tag & 7) {
                case 0 -> varint(rest);
                case 1 -> rest.getLong();
                case LENGTH_DELIMITED -> {
                    byte[] value = new byte[(int) varint(rest)];
                    rest.get(value);
                    each.accept(tag >>> 3, value);
                }
                case 5 -> rest.getInt();
                default -> throw new IllegalStateException("No protobuf: wire type " + (tag & 7));
            }
        }
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = rest.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
