package io.ringback.media.smsgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.ringback.arrival.AsItCame;
import io.ringback.arrival.HandedInEndpoint;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import io.ringback.web.security.EngineLogins;
import io.ringback.web.security.LoginActs;
import io.ringback.web.security.OperatorAccounts;
import io.ringback.web.security.RawHttp;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecondFactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.springboot.PlatformHttpComponentAutoConfiguration;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformWebMvcConfiguration;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway's callbacks, from the web server's door through {@code camel-routes/sms-gateway.camel.yaml}. */
@SpringBootTest(
        classes = GatewayCallbacksTest.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "server.forward-headers-strategy=native",
            "camel.main.routes-include-pattern=file:camel-routes/sms-gateway.camel.yaml",
            "ringback.sms.provider=http",
            "ringback.sms.senders=+46707401010,+46707401011",
            "ringback.sms.gateway.url=http://127.0.0.1:9/v2/messages",
            "ringback.sms.gateway.key=KEY-of-the-account",
            // No test sends more from its address, but for the one that means to.
            "ringback.limits.callbacks.requests=40",
            "ringback.limits.callbacks.per=1m",
            "spring.main.banner-mode=off"
        })
@ExtendWith(OutputCaptureExtension.class)
class GatewayCallbacksTest {

    private static final String PATH = "/gateway/sms/callbacks";
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final List<Map<?, ?>> REPLIES = new CopyOnWriteArrayList<>();
    private static final List<Map<?, ?>> REPORTS = new CopyOnWriteArrayList<>();
    private static final List<AsItCame> CAME = new CopyOnWriteArrayList<>();
    private static volatile RuntimeException problem;

    private static final String RECEIVED = """
            {"data":{"event_type":"message.received","id":"b301ed3f-1490-491f-995f-6e64e69674d4",
            "occurred_at":"2026-03-01T12:00:00.000+00:00","payload":{"direction":"inbound","encoding":"GSM-7",
            "errors":[],"from":{"carrier":"","line_type":"Wireless","phone_number":"+46701234567"},
            "id":"84cca175-9755-4859-b67f-4730d7f58aa3","media":[],"parts":1,
            "received_at":"2026-03-01T12:00:00.000+00:00","record_type":"message","text":%s,
            "to":[{"phone_number":"+46707401010","status":"webhook_delivered"}],"type":"SMS"},
            "record_type":"event"},"meta":{"attempt":1,"delivered_to":"https://r.example/gateway/sms/callbacks"}}
            """;

    private static final String FINALIZED = """
            {"data":{"event_type":"message.finalized","id":"4ee8c3a6-4995-4309-a3c6-38e3db9ea4be",
            "occurred_at":"2026-03-01T12:00:03.000+00:00","payload":{"direction":"outbound","errors":%s,
            "from":{"phone_number":"+46707401010"},"id":"40385f64-5717-4562-b3fc-2c963f66afa6","parts":1,
            "record_type":"message","text":"Anna called.",
            "to":[{"carrier":"","phone_number":"+46701234567","status":"%s"}],"type":"SMS"},
            "record_type":"event"},"meta":{"attempt":1}}
            """;

    @LocalServerPort
    int port;

    private final String address = "203.0.113." + ADDRESSES.incrementAndGet();

    @DynamicPropertySource
    static void key(DynamicPropertyRegistry properties) {
        properties.add("ringback.sms.gateway.public-key", () -> Signer.PUBLIC_KEY);
    }

    /** The web server, its security and Camel: what else the jars would bring takes seconds and is not met here. */
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ApplicationAvailabilityAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
        MultipartAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        TaskExecutionAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        CamelAutoConfiguration.class,
        PlatformHttpComponentAutoConfiguration.class,
        SpringBootPlatformHttpAutoConfiguration.class,
        SpringBootPlatformWebMvcConfiguration.class
    })
    @ComponentScan("io.ringback.web.security")
    @Import(GatewayConfiguration.class)
    static class Application {

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
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        HandedInEndpoint handedIn() {
            return new HandedInEndpoint();
        }

        @Bean
        RouteBuilder inbound() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:reply-received").process(exchange -> {
                        take(REPLIES, exchange.getMessage().getMandatoryBody(Map.class));
                        CAME.add(exchange.getProperty("ringback.came", AsItCame.class));
                    });
                    from("direct:delivery-report")
                            .process(exchange ->
                                    take(REPORTS, exchange.getMessage().getMandatoryBody(Map.class)));
                }
            };
        }
    }

    private static void take(List<Map<?, ?>> events, Map<?, ?> event) {
        if (problem != null) {
            throw problem;
        }
        events.add(event);
    }

    @BeforeEach
    void forget() {
        REPLIES.clear();
        REPORTS.clear();
        CAME.clear();
        problem = null;
    }

    private Map<String, String> headers(String signature, Instant at) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Forwarded-For", address);
        headers.put("Content-Type", "application/json");
        headers.put("Telnyx-Signature-Ed25519", signature);
        headers.put("Telnyx-Timestamp", String.valueOf(at.getEpochSecond()));
        return headers;
    }

    private Map<String, String> signed(String body) {
        return headers(Signer.sign(Instant.now(), body), Instant.now());
    }

    private Map<String, String> signedAt(Instant at, String body) {
        return headers(Signer.sign(at, body), at);
    }

    private Answer post(Map<String, String> headers, String body) throws IOException {
        return new RawHttp(port).send("POST", PATH, headers, body);
    }

    private Answer post(String body) throws IOException {
        Instant now = Instant.now();
        return post(signedAt(now, body), body);
    }

    private static void assertNothingWasTold() {
        assertThat(REPLIES).isEmpty();
        assertThat(REPORTS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ja, ring mig", "كلمني", "打给我 🙂", "null", "'1'", "${body}", ""})
    void aTextThatSomeoneSendsIsAReply(String words) throws IOException {
        String callback = RECEIVED.formatted("\"" + words + "\"");
        Answer answer = post(callback);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(REPLIES).singleElement().satisfies(reply -> assertThat(Map.<Object, Object>copyOf(reply))
                .isEqualTo(Map.of(
                        "id", "gateway:84cca175-9755-4859-b67f-4730d7f58aa3",
                        "medium", "SMS",
                        "from", "tel:+46701234567",
                        "to", "+46707401010",
                        "text", words)));
        assertThat(CAME)
                .as("for the ladder")
                .containsExactly(AsItCame.Said.by(Upright.SERVER, Protocol.HTTP, "callback", callback));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"phone_number\":\"+46709999999\",\"status\":\"delivered\"},"
                        + "{\"phone_number\":\"+46707401010\",\"status\":\"webhook_delivered\"}]",
                "[{\"phone_number\":\"+46709999999\"},{\"phone_number\":\"+46707401010\"}]",
                "[{\"phone_number\":\"bob@example.com\"},{\"phone_number\":\"+46707401010\"}]",
                "[{\"phone_number\":\"+46709999999\"}],\"cc\":[{\"phone_number\":\"+46707401010\"}]"
            })
    void ofAllWhomAGroupMessageWentToOursIsTheOneThatIsMeant(String recipients) throws IOException {
        String body = RECEIVED.formatted("\"yes\"")
                .replace("[{\"phone_number\":\"+46707401010\",\"status\":\"webhook_delivered\"}]", recipients);

        assertThat(post(body).status()).isEqualTo(200);
        assertThat(REPLIES).singleElement().satisfies(reply -> assertThat(reply.get("to"))
                .isEqualTo("+46707401010"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"72222", "12345678", "112"})
    void aTextOfAServiceWithAShortCodeIsTakenAndIsNoAnswer(String shortCode) throws IOException {
        String body = RECEIVED.formatted("\"Your code is 1\"").replace("+46701234567", shortCode);

        assertThat(post(body).status()).isEqualTo(200);
        assertNothingWasTold();
    }

    @Test
    void nothingOfTheRequestGoesBack() throws IOException {
        Answer answer = post(RECEIVED.formatted("\"yes\""));

        assertThat(answer.headers().keySet()).noneMatch(name -> name.contains("telnyx") || name.startsWith("camel"));
        assertThat(answer.headers()).doesNotContainKey("set-cookie");
    }

    @ParameterizedTest
    @CsvSource({
        "delivered, true, ",
        "delivery_unconfirmed, true, ",
        "delivery_failed, false, 'SMS gateway: delivery_failed (40008)'",
        "sending_failed, false, 'SMS gateway: sending_failed (40008)'",
        "expired, false, 'SMS gateway: expired (40008)'"
    })
    void aReceiptIsAReport(String status, boolean delivered, String problem) throws IOException {
        String errors =
                delivered ? "[]" : "[{\"code\":\"40008\",\"title\":\"For +46701234567\"},{\"code\":\"+46701234567\"}]";

        Answer answer = post(FINALIZED.formatted(errors, status));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(REPORTS).singleElement().satisfies(report -> {
            assertThat(report.get("id")).isEqualTo("gateway:40385f64-5717-4562-b3fc-2c963f66afa6:" + status);
            assertThat(report.get("medium")).isEqualTo("SMS");
            assertThat(report.get("providerId")).isEqualTo("40385f64-5717-4562-b3fc-2c963f66afa6");
            assertThat(report.get("recipient")).isEqualTo("tel:+46701234567");
            assertThat(report.get("delivered")).isEqualTo(delivered);
            assertThat(report.get("problem")).isEqualTo(problem);
        });
    }

    @Test
    void theSameCallbackTwiceIsTheSameEvent() throws IOException {
        String again = RECEIVED.replace("b301ed3f", "11111111").replace("\"attempt\":1", "\"attempt\":2");

        post(RECEIVED.formatted("\"yes\""));
        post(again.formatted("\"yes\""));

        assertThat(REPLIES).hasSize(2);
        assertThat(REPLIES.get(0).get("id")).isEqualTo(REPLIES.get(1).get("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message.sent", "message.read", "something.else"})
    void whatChangesNothingIsAccepted(String type) throws IOException {
        assertThat(post(FINALIZED.formatted("[]", "sent").replace("message.finalized", type))
                        .status())
                .isEqualTo(200);
        assertNothingWasTold();
    }

    @Test
    void whatIsNotSignedByTheGatewayChangesNothing(CapturedOutput log) throws IOException {
        String body = RECEIVED.formatted("\"yes\"");
        Instant now = Instant.now();
        Map<String, String> unsigned = signedAt(now, body);
        unsigned.remove("Telnyx-Signature-Ed25519");
        Map<String, String> timeless = signedAt(now, body);
        timeless.remove("Telnyx-Timestamp");
        Map<String, String> otherTime = signedAt(now, body);
        otherTime.put("Telnyx-Timestamp", String.valueOf(now.getEpochSecond() + 1));
        Map<String, String> notANumber = signedAt(now, body);
        notANumber.put("Telnyx-Timestamp", "99999999999999999999");

        assertThat(post(unsigned, body).status()).isEqualTo(401);
        assertThat(post(timeless, body).status()).isEqualTo(401);
        assertThat(post(otherTime, body).status()).isEqualTo(401);
        assertThat(post(notANumber, body).status()).isEqualTo(401);
        assertThat(post(headers(Signer.signAsAnother(now, body), now), body).status())
                .isEqualTo(401);
        assertThat(post(headers("AAAA", now), body).status()).isEqualTo(401);
        assertThat(post(headers("not base64!", now), body).status()).isEqualTo(401);
        assertThat(post(signedAt(now, body), body.replace("yes", "no!")).status())
                .isEqualTo(401);
        assertNothingWasTold();
        assertThat(log.getOut().split("A callback to /gateway/sms was refused", -1))
                .as("at most one line a minute")
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatIsOldOrOfTheFutureChangesNothing() throws IOException {
        String body = RECEIVED.formatted("\"yes\"");
        Instant now = Instant.now();

        assertThat(post(signedAt(now.minus(Duration.ofMinutes(6)), body), body).status())
                .isEqualTo(401);
        assertThat(post(signedAt(now.plus(Duration.ofMinutes(6)), body), body).status())
                .isEqualTo(401);
        assertNothingWasTold();
        assertThat(post(signedAt(now.minus(Duration.ofMinutes(4)), body), body).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"message.received\"",
                "{}",
                "{\"data\":[]}",
                "{\"data\":{\"event_type\":7}}",
                "{\"data\":{\"event_type\":\"message.received\"}}",
                "{\"data\":{\"event_type\":\"message.received\",\"event_type\":\"message.sent\"}}",
                "{\"data\":{\"event_type\":\"message.sent\"}} {}",
                "{\"data\":{\"event_type\":\"message.received\",\"payload\":[[1]]}}"
            })
    void whatCannotBeUnderstoodIsAnErrorOfTheSender(String body) throws IOException {
        assertThat(post(body).status()).isEqualTo(400);
        assertNothingWasTold();
    }

    @ParameterizedTest
    @CsvSource({
        "+46701234567, INFO",
        "+46701234567, 0701234567",
        "+46701234567, +46701234567890123",
        "84cca175-9755-4859-b67f-4730d7f58aa3, an id with spaces",
        "84cca175-9755-4859-b67f-4730d7f58aa3, ''",
        "+46707401010, +46<script>"
    })
    void aTextWithAFieldThatIsNoneIsAnErrorOfTheSender(String field, String instead, CapturedOutput log)
            throws IOException {
        assertThat(post(RECEIVED.formatted("\"a secret\"").replace(field, instead))
                        .status())
                .isEqualTo(400);
        assertNothingWasTold();
        assertThat(log.getOut()).contains("was not taken").doesNotContain("a secret", "46701234567", "<script>");
    }

    @Test
    void aTextThatIsNoTextAndAStateThatIsNoneAreErrorsOfTheSender() throws IOException {
        assertThat(post(RECEIVED.formatted("{\"a\":1}")).status()).isEqualTo(400);
        assertThat(post(FINALIZED.formatted("[]", "teleported")).status()).isEqualTo(400);
        assertNothingWasTold();
    }

    @Test
    void deepNestingIsRefusedWithoutEffort() throws IOException {
        String deep = "{\"data\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";

        assertThat(post(deep).status()).isEqualTo(400);
        assertNothingWasTold();
    }

    @Test
    void aHugeBodyIsRefusedUnread() throws IOException {
        String body = RECEIVED.formatted("\"" + "x".repeat(64 * 1024) + "\"");

        assertThat(post(body).status()).isEqualTo(413);
        assertThat(new RawHttp(port)
                        .sendChunked("POST", PATH, signed(body), body)
                        .status())
                .isEqualTo(413);
        assertNothingWasTold();
    }

    @Test
    void aBodyInChunksIsRead() throws IOException {
        String body = RECEIVED.formatted("\"yes\"");
        Instant now = Instant.now();

        assertThat(new RawHttp(port)
                        .sendChunked("POST", PATH, signedAt(now, body), body)
                        .status())
                .isEqualTo(200);
        assertThat(REPLIES).hasSize(1);
    }

    @Test
    void nothingIsUnpacked() throws IOException {
        String body = RECEIVED.formatted("\"yes\"");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> headers = signed(body);
        headers.put("Content-Encoding", "gzip");

        assertThat(post(headers, packed.toString(StandardCharsets.ISO_8859_1)).status())
                .isEqualTo(404);
        assertThat(post(headers, body).status()).isEqualTo(404);
        assertNothingWasTold();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void onlyJsonIsTaken(String type) throws IOException {
        String body = RECEIVED.formatted("\"yes\"");
        Map<String, String> headers = signed(body);
        headers.put("Content-Type", type);

        assertThat(post(headers, body).status()).isEqualTo(415);
        assertNothingWasTold();
    }

    @Test
    void otherMethodsAndPathsAreNotFound() throws IOException {
        Map<String, String> headers = signed("");

        assertThat(new RawHttp(port).send("GET", PATH, headers, "").status()).isEqualTo(404);
        assertThat(new RawHttp(port).send("DELETE", PATH, headers, "").status()).isEqualTo(404);
        assertThat(new RawHttp(port)
                        .send("POST", "/gateway/sms/other", headers, "{}")
                        .status())
                .isEqualTo(404);
        assertThat(new RawHttp(port)
                        .send("POST", "/gateway/other", headers, "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatRingbackCannotUseIsAFinalError() throws IOException {
        problem = new IllegalArgumentException("The field providerId names nothing that was sent.");

        assertThat(post(FINALIZED.formatted("[]", "delivered")).status()).isEqualTo(400);
        assertThat(post(RECEIVED.formatted("\"yes\"")).status()).isEqualTo(400);
    }

    @Test
    void whatCannotBeStoredIsAskedForAgain(CapturedOutput log) throws IOException {
        problem = new IllegalStateException("The database is away, and +46701234567 is not to be logged.");

        Answer answer = post(RECEIVED.formatted("\"yes\""));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
        assertThat(log.getOut())
                .contains("was asked for again: java.lang.IllegalStateException")
                .doesNotContain("46701234567");
    }

    @Test
    void anAddressThatSendsTooMuchIsToldToWait() throws IOException {
        String body = "{}";
        Map<String, String> headers = headers("AAAA", Instant.now());

        Answer last = post(headers, body);
        for (int i = 0; i < 50 && last.status() == 401; i++) {
            last = post(headers, body);
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("retry-after")).isNotEmpty();
    }
}
