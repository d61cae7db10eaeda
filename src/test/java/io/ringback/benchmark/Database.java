package io.ringback.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** A durable PostgreSQL of its own for one column, on a temporary directory. */
public final class Database implements AutoCloseable {

    /** Long enough, and the log large enough, that no checkpoint falls into a measurement. */
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>(Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "256MB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "1h",
            "max_connections", "100",
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "''"));

    /** Of the addresses in it. */
    public static final String ADDRESS_KEY = "only-for-the-benchmark-and-its-addresses";

    private static final int PEOPLE_AT_ONCE = 50_000;

    private final Path directory;
    private final EmbeddedPostgres server;
    private final JdbcClient jdbc;
    private final Thread stopWithUs = new Thread(this::stop);

    /** Starts it; its log goes to {@code log}. */
    public Database(Path log) throws IOException {
        this.directory = Files.createTempDirectory("ringback-benchmark");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setPGStartupWait(Duration.ofMinutes(1))
                // Its own hook would leave the directory behind.
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", log.getParent().toString())
                .setServerConfig("log_filename", log.getFileName().toString());
        SETTINGS.forEach(builder::setServerConfig);
        this.server = builder.start();
        this.jdbc = JdbcClient.create(server.getPostgresDatabase());
        Runtime.getRuntime().addShutdownHook(stopWithUs);
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return server.getPort();
    }

    /** The process of the server, whose children do the work. */
    long pid() throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("data").resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        }
    }

    /** A connection of the benchmark's own, past the proxy. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Puts in {@code pairs} callers and as many callees, the first. */
    public void addPeople(int pairs) {
        addPeople(0, pairs);
    }

    /**
     * Puts in {@code pairs} callers and as many callees from number {@code first} on, each with a phone and a mailbox; the nth
     * caller calls the nth callee and nobody else.
     */
    void addPeople(int first, int pairs) {
        for (int from = first; from < first + pairs; from += PEOPLE_AT_ONCE) {
            int last = Math.min(from + PEOPLE_AT_ONCE, first + pairs) - 1;
            for (String role : List.of("caller", "callee")) {
                jdbc.sql("""
                                insert into person (id, name, language, time_zone)
                                select md5(:role || n)::uuid, initcap(:role) || ' Andersson ' || n, 'en',
                                       'Europe/Stockholm'
                                  from generate_series(:first, :last) n
                                """)
                        .param("role", role)
                        .param("first", from)
                        .param("last", last)
                        .update();
                devices().add(role, "tel:" + phonePrefix(role), from, last);
            }
        }
        jdbc.sql("analyze").update();
    }

    /** Gives the cases the telephones of their people. */
    public void sealCases() {
        devices().sealCases();
    }

    private PeoplesDevices devices() {
        return new PeoplesDevices(server.getPostgresDatabase());
    }

    private static String phonePrefix(String role) {
        return role.equals("caller") ? "+4670" : "+4673";
    }

    /** The phone number of the nth caller or callee. */
    public static String phone(String role, int number) {
        return phonePrefix(role) + String.format("%07d", number);
    }

    /** The mail address of the nth caller or callee. */
    public static String mail(String role, int number) {
        return role + number + "@bench.example";
    }

    /** The id that SQL makes of a text by {@code md5(text)::uuid}. */
    static UUID md5(String text) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** Runs statements without parameters in one transaction. */
    void runTogether(List<String> statements) {
        run(statements, false);
    }

    /** Runs a statement that takes no transaction. */
    void runAlone(String statement) {
        run(List.of(statement), true);
    }

    private void run(List<String> statements, boolean autoCommit) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(autoCommit);
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            if (!autoCommit) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not do as it was told: " + e.getMessage(), e);
        }
    }

    /** All dirty pages are written, so that each column starts with the same debt. */
    public void checkpoint() {
        jdbc.sql("checkpoint").update();
    }

    /** Where the write-ahead log stands, in bytes. */
    long walPosition() {
        return jdbc.sql("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
                .query(Long.class)
                .single();
    }

    /** The settings that decide about durability and cost, as the server has them. */
    public String settings() {
        return jdbc.sql("""
                        select string_agg(name || '=' || current_setting(name), ' ' order by name)
                          from unnest(array['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers',
                                            'max_wal_size', 'checkpoint_timeout', 'server_version']) name
                        """).query(String.class).single();
    }

    private void stop() {
        try {
            server.close();
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + directory + " did not stop: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopWithUs);
        stop();
    }
}
