package io.ringback.agenda;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The two connections by which this node says that it lives. They are its own, besides those of the pool: a node that has lent all of
 * these, or lost one to a firewall that has forgotten it, still says so before the others take it for dead.
 */
@Component
class LifeSigns implements DisposableBean {

    private static final int SECONDS = 2;
    private static final int ONE_EACH = 2;

    private final HikariDataSource own;
    private final JdbcClient jdbc;

    LifeSigns(DataSource database) {
        own = database instanceof HikariDataSource pool && pool.getJdbcUrl() != null ? besides(pool) : null;
        jdbc = JdbcClient.create(own == null ? database : own);
    }

    private static HikariDataSource besides(HikariDataSource pool) {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("socketTimeout", Integer.toString(SECONDS));
        properties.setProperty("connectTimeout", Integer.toString(SECONDS));
        properties.setProperty("options", "-c statement_timeout=%1$ds -c lock_timeout=%1$ds".formatted(SECONDS));
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("life-signs");
        settings.setJdbcUrl(pool.getJdbcUrl());
        settings.setUsername(pool.getUsername());
        settings.setPassword(pool.getPassword());
        settings.setDataSourceProperties(properties);
        settings.setMaximumPoolSize(ONE_EACH);
        settings.setConnectionTimeout(pool.getConnectionTimeout());
        settings.setMaxLifetime(pool.getMaxLifetime());
        // The node itself says whether the database is there.
        settings.setInitializationFailTimeout(-1);
        return new HikariDataSource(settings);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void destroy() {
        if (own != null) {
            own.close();
        }
    }
}
