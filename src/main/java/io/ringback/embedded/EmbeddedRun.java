package io.ringback.embedded;

import io.ringback.directory.Directory;
import io.ringback.sealing.SealedAddresses;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the profile {@code embedded} adds. Without it, {@code spring.datasource.*} names an external PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@Profile("embedded")
@EnableConfigurationProperties(EmbeddedProperties.class)
public class EmbeddedRun {

    /** The data source is made from its connection details, so it is closed before the server stops. */
    @Bean
    PostgresServer postgresServer(EmbeddedProperties settings) {
        return PostgresServer.start(
                settings.data(), settings.postgres().port(), settings.postgres().password());
    }

    @Bean
    RotatedLogs rotatedLogs(PostgresServer holder, EmbeddedProperties settings) {
        return new RotatedLogs(List.of(
                PostgresServer.logIn(settings.data()),
                TelephoneSwitch.logOf(settings.data().resolve("switch"))));
    }

    @Bean
    JdbcConnectionDetails embeddedConnectionDetails(PostgresServer server, EmbeddedProperties settings) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return server.jdbcUrl();
            }

            @Override
            public String getUsername() {
                return PostgresServer.DATABASE;
            }

            @Override
            public String getPassword() {
                return settings.postgres().password();
            }
        };
    }

    /** Needs the server, as that holds the data folder for this process alone. */
    @Bean
    MailServer mailServer(PostgresServer holder, EmbeddedProperties settings) {
        return MailServer.start(settings.data().resolve("mail"), settings.mail());
    }

    /** Needs the server, as that holds the data folder for this process alone. */
    @Bean
    @Profile("switch")
    TelephoneSwitch telephoneSwitch(
            PostgresServer holder,
            EmbeddedProperties settings,
            @Value("${ringback.embedded.switch.trunk-port}") int trunk) {
        return TelephoneSwitch.start(
                settings.data().resolve("switch"),
                settings.phones(),
                trunk,
                users(settings.phones().passwords()));
    }

    /** Who may place calls: the sample people's phones, and Ringback. */
    private static Map<String, String> users(Map<String, String> passwords) {
        Map<String, String> users = new HashMap<>(SamplePeople.phones(passwords));
        users.put("ringback", passwords.get("ringback"));
        return users;
    }

    @Bean
    @DependsOnDatabaseInitialization
    SamplePeople samplePeople(DataSource database, EmbeddedProperties settings, SealedAddresses addresses) {
        return new SamplePeople(
                new Directory(JdbcClient.create(database), addresses, Clock.systemUTC()),
                settings.mail().domain());
    }

    /** Anna and Bob are there before the first request is. */
    @Bean
    SmartInitializingSingleton samplePeopleWriter(SamplePeople people) {
        return people::write;
    }

    @Bean
    SamplePeopleSection samplePeopleSection(MailServer server) {
        return new SamplePeopleSection(server);
    }

    @Bean
    FirstSteps firstSteps(
            EmbeddedProperties settings, Environment environment, Optional<TelephoneSwitch> telephoneSwitch) {
        return new FirstSteps(System.out, settings, environment, telephoneSwitch.isPresent());
    }
}
