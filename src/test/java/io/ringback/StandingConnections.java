package io.ringback;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Keeps connections for a while, from the first that is asked for: a new one costs PostgreSQL far more than a statement, and with a
 * password it costs both sides.
 */
public final class StandingConnections extends DelegatingDataSource {

    private static final int MOST = 40;

    private final DataSource single;
    private HikariDataSource pool;

    /**
     * @param single connects anew each time
     */
    public StandingConnections(DataSource single) {
        this.single = single;
    }

    @Override
    public synchronized DataSource getTargetDataSource() {
        if (pool == null) {
            pool = pool(single);
        }
        return pool;
    }

    /** Closes those that are kept; the next statement makes a new one. */
    public synchronized void disconnect() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    /** Keeps them as the application does, and is to be closed like it. */
    static HikariDataSource pool(DataSource single) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(single);
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofSeconds(10).toMillis());
        // Whoever asks is told that there is no server, not whoever makes the pool.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
