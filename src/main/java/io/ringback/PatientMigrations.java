package io.ringback;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets migrations take as long as they take, and wait for another node's as long as those take: they have connections of their own,
 * with all that is set for those of the pool but the bounds in time. Who names another data source for Flyway gets that one.
 */
@Configuration(proxyBeanMethods = false)
class PatientMigrations {

    /** The properties of pgjdbc that bound how long a statement may take. */
    private static final Set<String> BOUNDS = Set.of("socketTimeout", "options");

    @Bean
    FlywayConfigurationCustomizer withoutBounds(HikariDataSource pool) {
        return flyway -> {
            if (flyway.getDataSource() != pool) {
                return;
            }
            Map<String, String> properties = new HashMap<>();
            pool.getDataSourceProperties().forEach((name, value) -> properties.put(name.toString(), value.toString()));
            properties.keySet().removeAll(BOUNDS);
            flyway.jdbcProperties(properties);
            flyway.dataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        };
    }
}
