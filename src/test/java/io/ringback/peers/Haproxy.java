package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real balancer (Debian's HAProxy) before nodes of Ringback: each request goes to the next one that is ready. It says in a header of its
 * answers which one that was.
 */
public final class Haproxy implements AutoCloseable {

    /** Which node has answered: {@code node1} is the first. */
    public static final String NODE = "X-Node";

    private static final Program.Debian HAPROXY = new Program.Debian("haproxy", "haproxy");

    private static final String CONFIGURATION = """
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
                option redispatch 1
                retries 3
            frontend all
                bind 127.0.0.1:%d
                default_backend nodes
            backend nodes
                balance roundrobin
                option httpchk GET /actuator/health/readiness
                default-server check inter 500ms fall 2 rise 1
                http-response set-header X-Node %%s
            %s
            """;

    private final Program program;
    private final int port;

    private Haproxy(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Starts it before these nodes, and waits until it listens. */
    public static Haproxy before(URI... nodes) {
        Path folder = Program.directory(HAPROXY);
        int port = Ports.free();
        String servers = IntStream.range(0, nodes.length)
                .mapToObj(node -> "    server node" + (node + 1) + " " + nodes[node].getAuthority())
                .collect(Collectors.joining("\n"));
        try {
            Files.writeString(folder.resolve("haproxy.cfg"), CONFIGURATION.formatted(port, servers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Haproxy haproxy =
                new Haproxy(Program.start(HAPROXY, folder, List.of("-db", "-f", "haproxy.cfg"), Map.of()), port);
        try {
            haproxy.program.until("listening", Program.PATIENCE, haproxy::listens);
            return haproxy;
        } catch (Throwable e) {
            haproxy.close();
            throw e;
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A path of the nodes behind it. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        program.close();
    }
}
