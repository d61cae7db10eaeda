package io.ringback.faults;

import io.ringback.StandingConnections;
import io.ringback.embedded.PostgresServer;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A durable PostgreSQL that can be stopped as by a power cut and started again on the same data and port. */
final class RestartablePostgres implements AutoCloseable {

    static final String PASSWORD = "faults";

    private final Path folder;
    private final int port;
    private PostgresServer server;
    private final StandingConnections kept;
    private boolean closed;

    RestartablePostgres(Path folder) {
        this.folder = folder;
        this.port = Ports.free();
        this.server = PostgresServer.start(folder, port, PASSWORD);
        this.kept = new StandingConnections(single());
    }

    int port() {
        return port;
    }

    /** Past any proxy, by connections that are kept for a while. */
    DataSource dataSource() {
        return kept;
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
        kept.disconnect();
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
        kept.disconnect();
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
            kept.disconnect();
            server.close();
        }
    }
}
