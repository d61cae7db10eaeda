package io.ringback;

import com.zaxxer.hikari.HikariDataSource;
import db.addresses.SealAddresses;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real PostgreSQL, one per JVM, started at first use. Every {@link #fresh()} database is a copy of one that Flyway
 * has migrated, which takes some tens of milliseconds; so each test class has its own.
 *
 * <pre>{@code
 * static final TestDatabase DATABASE = TestDatabase.fresh();
 *
 * @DynamicPropertySource                       // with @SpringBootTest
 * static void database(DynamicPropertyRegistry registry) {
 *     DATABASE.register(registry);
 * }
 * }</pre>
 */
public final class TestDatabase {

    /** The key of the addresses in all databases of tests. */
    public static final String ADDRESS_KEY = "the key of the addresses in databases of tests";

    private static final String TEMPLATE = "ringback_template";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final String name;
    private final int port;
    private final StandingConnections kept;

    private TestDatabase(EmbeddedPostgres server, String name, int port) {
        this.server = server;
        this.name = name;
        this.port = port;
        this.kept = new StandingConnections(dataSource());
    }

    /** A new database with Ringback's tables and nothing in them. */
    public static TestDatabase fresh() {
        return copyOf(TEMPLATE);
    }

    /** A new database without tables. */
    public static TestDatabase empty() {
        return copyOf("template1");
    }

    private static TestDatabase copyOf(String template) {
        EmbeddedPostgres server = Server.RUNNING;
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not copy " + template, e);
        }
        return new TestDatabase(server, name, server.getPort());
    }

    /** The same database, reached by something that stands in between and listens at this port. */
    public TestDatabase by(int otherPort) {
        return new TestDatabase(server, name, otherPort);
    }

    /** Where its server listens. */
    public int port() {
        return server.getPort();
    }

    /** Connects anew each time: enough for a test, and nothing to close. */
    public DataSource dataSource() {
        PGSimpleDataSource source = (PGSimpleDataSource) server.getDatabase("postgres", name);
        source.setPortNumbers(new int[] {port});
        source.setSslMode("disable");
        return source;
    }

    /** How addresses stand in it. */
    public SealedAddresses addresses() {
        return SealedAddresses.of(jdbc(), AddressKeys.of(ADDRESS_KEY, null));
    }

    /** What stands in it for an address, as SQL encodes it in hex. */
    public String hex(String address) {
        return HexFormat.of().formatHex(addresses().hash(address));
    }

    /** Plain SQL on the database, by connections that are kept for a while. */
    public JdbcClient jdbc() {
        return JdbcClient.create(kept);
    }

    /** Closes the connections that are kept; the next statement makes a new one. */
    public void disconnect() {
        kept.disconnect();
    }

    /** Keeps connections as the application does, and is to be closed like it. */
    public HikariDataSource pool() {
        return StandingConnections.pool(dataSource());
    }

    /** Where it listens; user {@code postgres}, no password. */
    public String url() {
        return server.getJdbcUrl("postgres", name);
    }

    /** Points {@code spring.datasource} at it. */
    public void register(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", this::url);
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "");
        registry.add("ringback.address-keys", () -> ADDRESS_KEY);
        // The engine's webapps take the engine called "default", of whichever application in this JVM it is.
        registry.add("camunda.bpm.generate-unique-process-engine-name", () -> "true");
    }

    /**
     * Deletes all rows, so that the next test begins with nothing. Few are deleted sooner than tables are truncated, and delete waits
     * for nobody who reads.
     */
    public void clear() {
        jdbc().sql("""
                        do $$ declare table_ record; begin
                            set local session_replication_role = replica; -- no foreign key is looked at
                            for table_ in
                                select oid::regclass as name, pg_relation_size(oid) > 1000000 as large
                                from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                                and relname not like 'act\\_%' and relname not in
                                    ('flyway_schema_history', 'address_key', 'address_hash_key', 'living_node')
                            loop
                                if table_.large then execute format('truncate %s cascade', table_.name);
                                else execute format('delete from %s', table_.name);
                                end if;
                            end loop;
                        end $$
                        """).update();
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop after the tests", e);
        }
    }

    private static final class Server {

        /** Not durable, unlike the server of the embedded run: nothing here outlives the tests. */
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "500")
                        .setServerConfig("fsync", "off")
                        .setRegisterShutdownHook(false)
                        .start();
                // After the contexts are closed: without a database, each would wait for it as long as it may.
                SpringApplication.getShutdownHandlers().add(() -> stop(server));
                try (Connection connection = server.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create database " + TEMPLATE);
                }
                Flyway.configure()
                        .dataSource(server.getDatabase("postgres", TEMPLATE))
                        .javaMigrations(new SealAddresses(AddressKeys.of(ADDRESS_KEY, null)))
                        .load()
                        .migrate();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL does not start for the tests", e);
            } catch (SQLException e) {
                throw new IllegalStateException("PostgreSQL refuses the template database", e);
            }
        }
    }
}
