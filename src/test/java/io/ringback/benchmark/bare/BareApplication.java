package io.ringback.benchmark.bare;

import io.ringback.benchmark.shared.LetterSender;
import io.ringback.benchmark.shared.Letters;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import java.time.Clock;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;

/**
 * Starts the flow without an engine. Not marked as a configuration, so that the tests' own scan of Ringback's packages does not
 * find it; and what else is on Ringback's class path stays out of it.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    ThymeleafAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
public class BareApplication {

    private static final String SECRET = "only-for-the-benchmark-0123456789abcdef";

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(BareApplication.class)
                // Its addresses are readable, as it finds them.
                .properties("spring.flyway.target=24?")
                .run(arguments);
    }

    @Bean
    WordingInForce wordingInForce() {
        return WordingInForce.builtIn();
    }

    @Bean
    MessageSource messageSource(WordingInForce wording) {
        return wording.messages(TextsOf.PAGES, TextsOf.LETTERS);
    }

    /** The driver's people all read English. */
    @Bean
    LocaleResolver localeResolver() {
        return new FixedLocaleResolver(Locale.ENGLISH);
    }

    @Bean
    SessionIdentifiers sessionIdentifiers() {
        return new SessionIdentifiers(SECRET);
    }

    @Bean
    BareCases bareCases(JdbcClient jdbc, SessionIdentifiers sessions) {
        return new BareCases(jdbc, sessions);
    }

    @Bean
    BarePost barePost(
            BareCases cases,
            SessionIdentifiers sessions,
            @Value("${bare.smtp.port}") int port,
            @Value("${bare.public-url}") String publicUrl) {
        return new BarePost(new Letters(new LetterSender(port), Clock.systemUTC(), publicUrl), cases, sessions);
    }

    @Bean
    RouterFunction<ServerResponse> endpoints(
            BareCases cases,
            JdbcClient jdbc,
            BarePost post,
            SessionIdentifiers sessions,
            WordingInForce wording,
            @Value("${bare.api-key}") String key) {
        return new BareEndpoints(cases, new BareViews(jdbc), post, sessions, wording, key).routes();
    }
}
