package io.ringback.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@BesideOthers
class PostgresServerTest {

    private static final String PASSWORD = "a'pass word";

    /** Kept for all tests, as the programs are unpacked only once per Java process. */
    @TempDir
    private static Path folders;

    private Path folder;

    @BeforeEach
    void aFolderOfItsOwn(TestInfo test) {
        folder = folders.resolve(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void dataOutlivesARestartAndEveryCommitReachesTheDisk() throws Exception {
        int port = Ports.free();
        try (PostgresServer server = PostgresServer.start(folder, port, PASSWORD)) {
            assertThat(ask(server, "show fsync")).isEqualTo("on");
            assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            tell(server, "create table kept (word text)");
            tell(server, "insert into kept values ('here')");
        }
        try (PostgresServer server = PostgresServer.start(folder, port, PASSWORD)) {
            assertThat(ask(server, "select word from kept")).isEqualTo("here");
        }
    }

    @Test
    void nobodyConnectsWithoutThePassword() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder, Ports.free(), PASSWORD)) {
            for (String role : new String[] {"postgres", PostgresServer.DATABASE}) {
                assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), role, "wrong"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    @Test
    void aKilledProcessLosesNothingItHadCommitted() throws Exception {
        int port = Ports.free();
        int committed = killAfter(200, port);
        Path pidFile = folder.resolve("postgres/postmaster.pid");
        long orphan = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        assertThat(ProcessHandle.of(orphan))
                .as("PostgreSQL outlives its parent")
                .isPresent();

        try (PostgresServer server = PostgresServer.start(folder, port, PASSWORD)) {
            assertThat(Integer.parseInt(ask(server, "select count(*) from work")))
                    .isBetween(committed, committed + 1);
            assertThat(ProcessHandle.of(orphan)).as("the orphan is gone").isEmpty();
        }
    }

    @Test
    void aLeftoverProcessIdThatNowBelongsToSomebodyElseIsNoObstacle() throws Exception {
        int port = Ports.free();
        PostgresServer.start(folder, port, PASSWORD).close();
        Files.writeString(
                folder.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("postgres") + "\n");

        try (PostgresServer server = PostgresServer.start(folder, port, PASSWORD)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aSecondRunOnTheSameFolderIsRefusedAndTheFirstIsLeftInPeace() throws Exception {
        try (PostgresServer first = PostgresServer.start(folder, Ports.free(), PASSWORD)) {
            int other = Ports.free();
            assertThatThrownBy(() -> PostgresServer.start(folder, other, PASSWORD))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Another Ringback is running on the folder");
            assertThat(ask(first, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aTakenPortIsNamedTogetherWithTheSettingToChange() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> PostgresServer.start(folder, taken.getLocalPort(), PASSWORD))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("ringback.embedded.postgres.port");
        }
    }

    /** Runs {@link InsertingProcess} and kills it with SIGKILL; returns the last row it knew to be committed. */
    private int killAfter(int rows, int port) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InsertingProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        PASSWORD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("COMMITTED ")) {
                    last = Integer.parseInt(line.substring("COMMITTED ".length()));
                    if (last == rows) {
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(last).isGreaterThanOrEqualTo(rows);
        return last;
    }

    private static String ask(PostgresServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static void tell(PostgresServer server, String command) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), PostgresServer.DATABASE, PASSWORD);
    }
}
