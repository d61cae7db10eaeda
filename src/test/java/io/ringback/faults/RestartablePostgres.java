package io.ringback.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ringback.embedded.PostgresServer;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A durable PostgreSQL that can be stopped as by a power cut and started again on the same data and port. */
final class RestartablePostgres implements AutoCloseable {

    static final String PASSWORD = "faults";

    private final Path folder;
    private final int port;
    private PostgresServer server;
    private HikariDataSource kept;
    private boolean closed;

    RestartablePostgres(Path folder) {
        this.folder = folder;
        this.port = Ports.free();
        this.server = PostgresServer.start(folder, port, PASSWORD);
    }

    int port() {
        return port;
    }

    /** Plain SQL, past any proxy. */
    JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** By connections that are kept for a while: a new one, with its password, costs both sides far more than a statement. */
    DataSource dataSource() {
        return new DelegatingDataSource() {
            @Override
            public DataSource getTargetDataSource() {
                return kept();
            }
        };
    }

    private synchronized DataSource kept() {
        if (kept == null) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(single());
            config.setMaximumPoolSize(20);
            config.setMinimumIdle(0);
            config.setIdleTimeout(Duration.ofSeconds(10).toMillis());
            config.setInitializationFailTimeout(-1);
            kept = new HikariDataSource(config);
        }
        return kept;
    }

    /** None of them outlives the server. */
    private synchronized void disconnect() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    private PGSimpleDataSource single() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresServer.DATABASE);
        source.setUser(PostgresServer.DATABASE);
        source.setPassword(PASSWORD);
        return source;
    }

    /** Has all tables, and what is made from now on, on this disk; nobody is to be connected. */
    void moveTablesTo(Path disk) {
        disconnect();
        PGSimpleDataSource source = single();
        source.setDatabaseName("postgres");
        source.setUser("postgres");
        JdbcClient superuser = JdbcClient.create(source);
        superuser.sql("create tablespace small location '" + disk + "'").update();
        superuser
                .sql("alter database " + PostgresServer.DATABASE + " set tablespace small")
                .update();
    }

    /** "Immediate shutdown" (SIGQUIT): no checkpoint, every connection dies; recovery from the log at the next start. */
    void restartAfterCrash() throws IOException, InterruptedException {
        disconnect();
        Path pidFile = folder.resolve("postgres/postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid).start().waitFor();
        try {
            postmaster.onExit().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("PostgreSQL does not stop", e);
        }
        server.close();
        server = PostgresServer.start(folder, port, PASSWORD);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            disconnect();
            server.close();
        }
    }
}
