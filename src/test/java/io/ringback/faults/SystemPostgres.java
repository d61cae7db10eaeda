package io.ringback.faults;

import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** The PostgreSQL of this machine's distribution, on data of its own: it can be dumped and restored, followed by a replica, and lost. */
final class SystemPostgres implements AutoCloseable {

    static final String USER = "ringback";
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
        SystemPostgres server = empty();
        server.ran(
                "initdb",
                "--pgdata=" + server.data(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
        server.run();
        return server;
    }

    private static SystemPostgres empty() throws IOException, InterruptedException {
        SystemPostgres server = new SystemPostgres(newest(), Files.createTempDirectory("ringback-postgres-"));
        if (isRoot()) {
            // It refuses to run as root.
            run(List.of("chown", "postgres", server.folder.toString()));
        }
        return server;
    }

    private void run() throws IOException, InterruptedException {
        ran(
                "pg_ctl",
                "start",
                "--wait",
                "--pgdata=" + data(),
                "--log=" + folder.resolve("log"),
                "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");
    }

    /**
     * Starts another one that follows this one by streaming replication (PostgreSQL's manual, 27.2.5).
     *
     * @param name as this one knows it
     */
    SystemPostgres replica(String name) throws IOException, InterruptedException {
        SystemPostgres replica = empty();
        replica.ran(
                "pg_basebackup",
                "--pgdata=" + replica.data(),
                "--dbname=" + url("postgres") + "?application_name=" + name,
                "--checkpoint=fast",
                "--wal-method=stream",
                "--write-recovery-conf",
                "--no-sync");
        replica.run();
        return replica;
    }

    /** From now on a commit is answered once the replica has it on its disk as well. */
    void commitsWith(String replica) {
        JdbcClient superuser = JdbcClient.create(in("postgres"));
        superuser
                .sql("alter system set synchronous_standby_names = '" + replica + "'")
                .update();
        superuser.sql("select pg_reload_conf()").query().singleRow();
        await("the replica to be synchronous").atMost(Installation.PATIENCE).until(() -> superuser
                .sql("select count(*) from pg_stat_replication where sync_state = 'sync'")
                .query(Integer.class)
                .single()
                .equals(1));
    }

    /** From now on no replica gets anything, as if the network to it were down. */
    void keepsToItself() {
        JdbcClient.create(in("postgres"))
                .sql("select pid from pg_stat_replication")
                .query(Long.class)
                .list()
                .forEach(SystemPostgres::halt);
    }

    /** Its machine is gone: all its processes are killed at once, and none of them writes or says anything more. */
    void losesPower() throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid"))
                        .get(0)
                        .strip()))
                .orElseThrow();
        List<ProcessHandle> children = postmaster.children().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        await("its end").atMost(Installation.PATIENCE).until(() -> !Ports.tcpTaken(port));
    }

    private static void halt(long process) {
        try {
            run(List.of("kill", "-STOP", String.valueOf(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The replica takes the place of the one that it has followed. */
    void promote() throws IOException, InterruptedException {
        ran("pg_ctl", "promote", "--wait", "--pgdata=" + data());
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

    /** As programs in C take it. */
    String url(String database) {
        return "postgresql://" + USER + "@127.0.0.1:" + port + "/" + database;
    }

    DataSource in(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(USER);
        return source;
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address() + "/" + database;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Whether this is so in a database of its, as far as this server knows. */
    boolean has(String database, String question) {
        return JdbcClient.create(in(database))
                .sql(question)
                .query(Boolean.class)
                .single();
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
        if (Ports.tcpTaken(port)) {
            ran("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + data());
        }
        FileSystemUtils.deleteRecursively(folder);
    }
}
