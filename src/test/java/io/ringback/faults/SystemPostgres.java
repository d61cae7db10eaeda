package io.ringback.faults;

import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The PostgreSQL of this machine's distribution, on data of its own, with {@code pg_dump} and {@code pg_restore}. */
final class SystemPostgres implements AutoCloseable {

    private static final String USER = "ringback";
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path folder;
    private final int port = Ports.free();

    private SystemPostgres(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** Starts an empty one. */
    static SystemPostgres start() throws IOException, InterruptedException {
        SystemPostgres server = new SystemPostgres(newest(), Files.createTempDirectory("ringback-dumped-"));
        if (isRoot()) {
            // It refuses to run as root.
            run(List.of("chown", "postgres", server.folder.toString()));
        }
        server.ran(
                "initdb",
                "--pgdata=" + server.data(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
        server.ran(
                "pg_ctl",
                "start",
                "--wait",
                "--pgdata=" + server.data(),
                "--log=" + server.folder.resolve("log"),
                "--options=-p " + server.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");
        return server;
    }

    private static Path newest() throws IOException {
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.max(Comparator.comparing(Path::getFileName))
                    .orElseThrow(() -> new IllegalStateException("Install the package postgresql."))
                    .resolve("bin");
        }
    }

    /** Makes an empty database. */
    void create(String database) {
        JdbcClient.create(in("postgres")).sql("create database " + database).update();
    }

    /** Copies a database, whoever uses it, into a file. */
    Path dump(String database) throws IOException, InterruptedException {
        Path file = folder.resolve(database + ".dump");
        ran("pg_dump", "--format=custom", "--file=" + file, "--dbname=" + url(database));
        return file;
    }

    /** What was dumped, as SQL. */
    String script(Path file) throws IOException, InterruptedException {
        Path script = folder.resolve("script.sql");
        ran("pg_restore", "--file=" + script, file.toString());
        return Files.readString(script, StandardCharsets.ISO_8859_1);
    }

    /** Copies what was dumped into an empty database. */
    void restore(Path file, String database) throws IOException, InterruptedException {
        ran("pg_restore", "--exit-on-error", "--no-owner", "--dbname=" + url(database), file.toString());
    }

    private String url(String database) {
        return "postgresql://" + USER + "@127.0.0.1:" + port + "/" + database;
    }

    DataSource in(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(USER);
        return source;
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void ran(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("ringback-dumped-", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(said));
            }
        } finally {
            Files.delete(said);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        ran("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + data());
        FileSystemUtils.deleteRecursively(folder);
    }
}
