package io.ringback.benchmark.stock;

import io.ringback.benchmark.shared.LetterSender;
import io.ringback.benchmark.shared.Letters;
import java.time.Clock;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Starts the stock flow. Not marked as a configuration, so that the tests' own scan of Ringback's packages does not find
 * it; and what else is on Ringback's class path stays out of it.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    CamundaBpmAutoConfiguration.class
})
public class StockApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(StockApplication.class)
                .properties(
                        "camunda.bpm.deployment-resource-pattern=classpath:benchmark/stock.bpmn",
                        // The engine makes its tables before Flyway makes person and device.
                        "spring.flyway.baseline-on-migrate=true",
                        "spring.flyway.baseline-version=0",
                        // Its addresses are readable, as it finds them.
                        "spring.flyway.target=24?")
                .run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Letters letters(
            Clock clock, @Value("${stock.smtp.port}") int port, @Value("${stock.public-url}") String publicUrl) {
        return new Letters(new LetterSender(port), clock, publicUrl);
    }

    @Bean
    RouterFunction<ServerResponse> endpoints(RuntimeService runtime) {
        return new StockEndpoints(runtime).routes();
    }

    @Bean
    JavaDelegate lookUpPeople(JdbcClient jdbc) {
        return new LookUpPeople(jdbc);
    }

    @Bean
    JavaDelegate askCaller(Letters letters) {
        return new AskCaller(letters);
    }

    @Bean
    JavaDelegate notifyCallee(Letters letters) {
        return new NotifyCallee(letters);
    }

    @Bean
    JavaDelegate informCaller(Letters letters, JdbcClient jdbc) {
        return new InformCaller(letters, jdbc);
    }
}
