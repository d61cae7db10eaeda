package io.ringback.web.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends requests as they are written here: a library would mend the hostile ones. */
public final class RawHttp {

    /** What came back. Header names are in lower case. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        /** The value of a cookie that is set here. */
        public Optional<String> cookie(String name) {
            return headers.getOrDefault("set-cookie", List.of()).stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0])
                    .filter(value -> !value.isEmpty())
                    .findFirst();
        }
    }

    private final int port;

    public RawHttp(int port) {
        this.port = port;
    }

    /** A request without a body, or with one of known length. */
    public Answer send(String method, String target, Map<String, String> headers, String body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 || method.equals("POST")) {
            all.putIfAbsent("Content-Length", String.valueOf(bytes.length));
        }
        return exchange(method, target, all, bytes);
    }

    /** A request whose body comes in chunks of 1,000 bytes. */
    public Answer sendChunked(String method, String target, Map<String, String> headers, String body)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Transfer-Encoding", "chunked");
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += 1000) {
            byte[] chunk = Arrays.copyOfRange(bytes, from, Math.min(from + 1000, bytes.length));
            chunks.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.writeBytes(chunk);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return exchange(method, target, all, chunks.toByteArray());
    }

    private Answer exchange(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Host", "localhost:" + port);
        all.put("Connection", "close");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            try {
                out.write(body);
                out.flush();
            } catch (SocketException e) {
                // The server need not read all of it before it answers.
            }
            return parse(socket.getInputStream());
        }
    }

    private static Answer parse(InputStream in) throws IOException {
        // One char is one byte here, so that the sizes of chunks count as they were written.
        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(
                            lines[i].substring(0, colon).toLowerCase(java.util.Locale.ROOT), n -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).strip());
        }
        String written = text.substring(end + 4);
        boolean chunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
        byte[] body = (chunked ? unchunked(written) : written).getBytes(StandardCharsets.ISO_8859_1);
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The body of RFC 9112 7.1: sizes in hexadecimal, and as much after each. Ends where the server ended, whole or not. */
    private static String unchunked(String written) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = written.indexOf("\r\n", at);
            int size = line < 0
                    ? 0
                    : Integer.parseInt(
                            written.substring(at, line).split(";", 2)[0].strip(), 16);
            if (size == 0) {
                return body.toString();
            }
            int end = Math.min(line + 2 + size, written.length());
            body.append(written, line + 2, end);
            at = Math.min(end + 2, written.length());
        }
    }
}
