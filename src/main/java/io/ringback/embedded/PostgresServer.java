package io.ringback.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL started from within Ringback: durable, on loopback, with a password, its data kept across restarts.
 *
 * <p>A PostgreSQL outlives a Java process that is killed. The next start finds it by its {@code postmaster.pid}, stops
 * it in good order and starts anew.
 */
public final class PostgresServer implements AutoCloseable {

    /** The database and the role that owns it. */
    public static final String DATABASE = "ringback";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String POSTMASTER_PID = "postmaster.pid";
    private static final String ACCESS_RULES = """
            # Ringback connects over loopback with the password in secrets.properties.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final DataFolder held;
    private final EmbeddedPostgres postgres;

    private PostgresServer(DataFolder held, EmbeddedPostgres postgres) {
        this.held = held;
        this.postgres = postgres;
    }

    /**
     * Starts PostgreSQL, on the first time with an empty database.
     *
     * @param folder of the embedded run; the database is kept in {@code postgres} below it
     * @param port on loopback
     * @param password of the role {@link #DATABASE}
     * @throws IllegalStateException with advice, if the folder or the port is taken or the password is not the one that
     *     the database was made with
     */
    public static PostgresServer start(Path folder, int port, String password) {
        // Absolute, because PostgreSQL changes into its data directory.
        Path root = folder.toAbsolutePath().normalize();
        DataFolder held = null;
        try {
            held = DataFolder.hold(root);
            Path programs = root.resolve("postgres-programs");
            Path data = root.resolve("postgres");
            stopOrphan(data);
            removeHalfUnpacked(programs);
            if (!Files.exists(data)) {
                make(root.resolve("postgres.new"), data, programs, password);
            }
            requireFree(port);
            PostgresServer server = new PostgresServer(held, run(data, programs, port, password));
            held = null;
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "PostgreSQL did not start: " + e.getMessage() + ". See " + logIn(root) + "."
                            + (isWrongPassword(e)
                                    ? " The database in " + root.resolve("postgres")
                                            + " was made with another password: put the secrets.properties that belongs"
                                            + " to it back, or delete the folder " + root + " to start afresh."
                                    : ""),
                    e);
        } finally {
            if (held != null) {
                closeQuietly(held);
            }
        }
    }

    /** What PostgreSQL writes of itself, in the folder of the embedded run. */
    static Path logIn(Path folder) {
        return folder.resolve("postgres.log");
    }

    /** Where to connect. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + HOST + ":" + postgres.getPort() + "/" + DATABASE;
    }

    /** Made beside its place and moved there when finished, so that a start cut short leaves nothing half done. */
    private static void make(Path unfinished, Path data, Path programs, String password)
            throws IOException, SQLException {
        LOG.info("Making an empty database");
        stopOrphan(unfinished);
        FileSystemUtils.deleteRecursively(unfinished);
        try (EmbeddedPostgres fresh = builder(unfinished, programs).start();
                Connection connection = fresh.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            String quoted = "'" + password.replace("'", "''") + "'";
            statement.execute("alter role postgres password " + quoted);
            statement.execute("create role " + DATABASE + " login password " + quoted);
            statement.execute("create database " + DATABASE + " owner " + DATABASE);
        }
        Files.writeString(unfinished.resolve("pg_hba.conf"), ACCESS_RULES);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static EmbeddedPostgres run(Path data, Path programs, int port, String password) throws IOException {
        try {
            return builder(data, programs)
                    .setPort(port)
                    .setConnectConfig("password", password)
                    .start();
        } catch (IOException e) {
            stopOrphan(data);
            throw e;
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data, Path programs) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(logIn(data.getParent()).toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(programs.toFile())
                .setCleanDataDirectory(false)
                // The application context stops it after everything that uses it.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                // A file, because PostgreSQL outlives the Java process that is killed.
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // What it says of itself. Errors of statements are the application's to tell.
                .setServerConfig("log_min_messages", "log")
                .setServerConfig("log_checkpoints", "off")
                .setLocaleConfig("locale", "C.UTF-8")
                // The library turns durability off, for tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "''");
    }

    /** A start killed while unpacking leaves files cut short, which the library would take for good. */
    private static void removeHalfUnpacked(Path programs) throws IOException {
        if (!Files.exists(programs)) {
            return;
        }
        try (Stream<Path> versions = Files.list(programs)) {
            for (Path version : versions.toList()) {
                if (!Files.exists(version.resolve(".exists"))) {
                    FileSystemUtils.deleteRecursively(version);
                }
            }
        }
    }

    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve(POSTMASTER_PID);
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process != null && isPostmasterOf(data, process)) {
            LOG.info("Stopping the PostgreSQL that a killed Ringback left behind, process {}", pid);
            interrupt(process);
        }
        // We hold the folder, so nobody else can have written it; a reused process id would keep PostgreSQL from
        // starting.
        Files.deleteIfExists(pidFile);
    }

    private static boolean isPostmasterOf(Path data, ProcessHandle process) throws IOException {
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (Files.isSymbolicLink(workingDirectory)) {
            return Files.readSymbolicLink(workingDirectory).equals(data.toRealPath());
        }
        return process.info()
                .command()
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }

    /** PostgreSQL's "fast shutdown" is SIGINT, which Java cannot send itself. */
    private static void interrupt(ProcessHandle postmaster) throws IOException {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + postmaster.pid())
                    .start()
                    .waitFor();
            postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping process " + postmaster.pid(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "the process " + postmaster.pid() + " of an earlier run does not stop; stop it by hand", e);
        }
    }

    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Port " + port + " on " + HOST
                            + " is taken. Stop what uses it, or set ringback.embedded.postgres.port to a free one.",
                    e);
        }
    }

    private static boolean isWrongPassword(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "28P01".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static void closeQuietly(DataFolder held) {
        try {
            held.close();
        } catch (IOException e) {
            LOG.warn("Cannot let go of the data folder: {}", e.getMessage());
        }
    }

    /** Stops PostgreSQL in good order and lets go of the folder. */
    @Override
    public void close() {
        try {
            postgres.close();
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }
}
