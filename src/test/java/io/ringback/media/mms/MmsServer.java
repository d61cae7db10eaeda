package io.ringback.media.mms;

import static org.mockito.Mockito.mock;

import io.ringback.arrival.HandedInEndpoint;
import io.ringback.web.security.EngineLogins;
import io.ringback.web.security.LoginActs;
import io.ringback.web.security.OperatorAccounts;
import io.ringback.web.security.RawHttp;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecondFactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Web server, security and {@code mms.camel.yaml} as they run, with a relay outside and a recorder inside. */
@SpringBootTest(
        classes = MmsServer.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "server.forward-headers-strategy=native",
            "spring.main.banner-mode=off",
            "management.endpoint.health.validate-group-membership=false",
            "camel.main.routes-include-pattern=file:camel-routes/mms.camel.yaml",
            "ringback.mms.senders=+46701740699,71701",
            "ringback.mms.mm7.user=ringback",
            "ringback.mms.mm7.password=p+ss:w%rd",
            "ringback.mms.mm7.vasp-id=ringback-vasp",
            "ringback.mms.mm7.vas-id=ringback",
            "ringback.mms.mm7.service-code=0001",
            "ringback.mms.mm7.timeout=3000",
            "ringback.mms.mm7.relay-user=" + MmsServer.RELAY,
            "ringback.mms.mm7.relay-password=" + MmsServer.RELAY_PASSWORD,
            "spring.autoconfigure.exclude=com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration,"
                    + "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerMetricsAutoConfiguration,"
                    + "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration,"
                    + "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration,"
                    + "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration,"
                    + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                    + "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration"
        })
abstract class MmsServer {

    static final String RELAY = "relay";
    static final String RELAY_PASSWORD = "0123456789abcdef-räksmörgås";
    static final String MM7 = "/mm7";
    static final Mm7Relay RELAY_SERVER = new Mm7Relay();

    /** What was handed in at {@code direct:reply-received} and {@code direct:delivery-report}. */
    static final List<Map<?, ?>> REPLIES = new CopyOnWriteArrayList<>();

    static final List<Map<?, ?>> REPORTS = new CopyOnWriteArrayList<>();

    /** Thrown by both endpoints, if there is one. */
    static volatile RuntimeException mistake;

    @LocalServerPort
    int port;

    @Autowired
    ProducerTemplate producer;

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void relay(DynamicPropertyRegistry properties) {
        properties.add("ringback.mms.mm7.url", RELAY_SERVER::url);
    }

    @BeforeEach
    void begin() {
        REPLIES.clear();
        REPORTS.clear();
        mistake = null;
        RELAY_SERVER.submissions.clear();
        RELAY_SERVER.replacements.clear();
        RELAY_SERVER.replaceAnswers = request -> Mm7Relay.replaceRsp(request, 1000);
        RELAY_SERVER.invalid.clear();
        RELAY_SERVER.requests.set(0);
        RELAY_SERVER.answers = Mm7Relay::accepted;
    }

    /** As the dispatcher sends. */
    Exchange send(String messageId, Map<String, ?> message) {
        return producer.request("direct:send-mms", exchange -> {
            exchange.getMessage().setBody(message);
            exchange.getMessage().setHeader("caseId", "00000000-0000-4000-8000-000000000000");
            exchange.getMessage().setHeader("messageId", messageId);
        });
    }

    /** Withdraws as the dispatcher does. */
    Exchange withdraw(String messageId, String relaysId) {
        return producer.request("direct:withdraw-mms", exchange -> {
            exchange.getMessage().setBody(Map.of("to", "tel:+46701740605", "from", "+46701740699", "ids", relaysId));
            exchange.getMessage().setHeader("caseId", "00000000-0000-4000-8000-000000000000");
            exchange.getMessage().setHeader("messageId", messageId);
        });
    }

    /** Replaces as the dispatcher does. */
    Exchange replace(String messageId, String relaysId, Map<String, String> message) {
        Map<String, String> replacement = new HashMap<>(message);
        replacement.put("ids", relaysId);
        return producer.request("direct:replace-mms", exchange -> {
            exchange.getMessage().setBody(replacement);
            exchange.getMessage().setHeader("caseId", "00000000-0000-4000-8000-000000000000");
            exchange.getMessage().setHeader("messageId", messageId);
        });
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    Map<String, String> headers(String contentType) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", basic(RELAY, RELAY_PASSWORD));
        headers.put("Content-Type", contentType);
        headers.put("SOAPAction", "\"\"");
        return headers;
    }

    /** As the relay hands in. */
    Answer post(String contentType, String body) throws IOException {
        return new RawHttp(port).send("POST", MM7, headers(contentType), body);
    }

    @EnableAutoConfiguration
    @ConfigurationPropertiesScan("io.ringback.media.mms")
    @ComponentScan({"io.ringback.web.security", "io.ringback.media.mms"})
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        OperatorAccounts operatorAccounts() {
            return mock(OperatorAccounts.class);
        }

        @Bean
        SecondFactor secondFactor() {
            return mock(SecondFactor.class);
        }

        @Bean
        EngineLogins engineLogins() {
            return mock(EngineLogins.class);
        }

        @Bean
        LoginActs loginActs() {
            return mock(LoginActs.class);
        }

        @Bean
        JdbcClient jdbcClient() {
            return mock(JdbcClient.class);
        }

        @Bean
        HandedInEndpoint handedIn() {
            return new HandedInEndpoint();
        }

        @Bean
        RouteBuilder recorder() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:reply-received").process(exchange -> record(REPLIES, exchange));
                    from("direct:delivery-report").process(exchange -> record(REPORTS, exchange));
                }
            };
        }

        private static void record(List<Map<?, ?>> events, Exchange exchange) {
            if (mistake != null) {
                throw mistake;
            }
            events.add(exchange.getMessage().getBody(Map.class));
        }
    }
}
