package io.ringback.media.smsgateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.ShippedRoutes;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code camel-routes/sms-gateway.camel.yaml} towards a gateway. */
@Execution(ExecutionMode.CONCURRENT)
class SmsGatewayOutTest {

    private static final String MESSAGE_ID = "7f3c1c5e-52f6-4a4e-8f0b-111111111111";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Relay relay;

    @BeforeEach
    void relay() throws IOException {
        relay = new Relay();
    }

    @AfterEach
    void stop() {
        context.stop();
        relay.close();
    }

    private void start(String provider, String url) throws Exception {
        GatewayConfiguration configuration = new GatewayConfiguration();
        GatewayProperties settings =
                new GatewayProperties(url, "KEY-of-the-account", Signer.PUBLIC_KEY, "", Duration.ofMinutes(5));
        context.getPropertiesComponent().addInitialProperty("ringback.sms.provider", provider);
        context.getPropertiesComponent().addInitialProperty("ringback.sms.gateway.url", url);
        context.getPropertiesComponent().addInitialProperty("ringback.sms.gateway.key", settings.key());
        context.getPropertiesComponent().addInitialProperty("ringback.sms.gateway.timeout", "2000");
        context.getRegistry().bind("smsGateway", configuration.smsGateway(settings, CLOCK));
        context.getRegistry().bind("smsGatewayTries", configuration.smsGatewayTries());
        ShippedRoutes.load(context, "sms-gateway");
        if (provider.equals("http")) {
            // It needs a web server: see GatewayCallbacksTest.
            context.removeRouteDefinition(context.getRouteDefinition("sms-gateway-in"));
        }
        context.start();
    }

    private static Map<String, Object> text(String to, String text) {
        Map<String, Object> map = new HashMap<>();
        map.put("to", to);
        map.put("from", "tel:+46 70-740 10 10");
        map.put("text", text);
        map.put("language", "sv");
        return map;
    }

    private Exchange send(Map<String, Object> text) {
        return context.createFluentProducerTemplate()
                .to("direct:send-sms")
                .withBody(text)
                .withHeader("messageId", MESSAGE_ID)
                .withHeader("caseId", "a-case")
                .send();
    }

    private Exchange send() {
        return send(text("tel:+46701234567", "Anna called."));
    }

    private static Failure failure(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(NotDelivered.class);
        return ((NotDelivered) exchange.getException()).failure();
    }

    @Test
    void aTextIsPostedAndItsIdComesBack() throws Exception {
        start("http", relay.url());
        String words = "Älskling \"ringde\" {12} gånger 🙂 ${body} null\nhttps://r.example/c/x";

        Exchange exchange = send(text("tel:+46701234567", words));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("providerIds")).isEqualTo("40385f64-5717-4562-b3fc-2c963f66afa6");
        assertThat(exchange.getMessage().getHeader("reportFollows", false, Boolean.class))
                .isTrue();
        Relay.Asked asked = relay.asked.get(0);
        JsonNode body = new ObjectMapper().readTree(asked.body());
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v2/messages");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer KEY-of-the-account");
        assertThat(asked.header("Content-type")).startsWith("application/json");
        assertThat(body.path("from").textValue()).isEqualTo("+46707401010");
        assertThat(body.path("to").textValue()).isEqualTo("+46701234567");
        assertThat(body.path("text").textValue()).isEqualTo(words);
        assertThat(body.fieldNames())
                .as("a receiver hears no more")
                .toIterable()
                .containsOnly("from", "to", "text", "type");
    }

    @Test
    void nothingElseIsToldToTheGatewayAndTheKeyDoesNotComeBack() throws Exception {
        start("http", relay.url());

        Exchange exchange = send();

        Set<String> known = Set.of(
                "accept-encoding",
                "authorization",
                "connection",
                "content-length",
                "content-type",
                "host",
                "idempotency-key",
                "transfer-encoding",
                "user-agent");
        Set<String> told = new TreeSet<>();
        relay.asked.get(0).headers().keySet().forEach(name -> told.add(name.toLowerCase(java.util.Locale.ROOT)));
        assertThat(known).containsAll(told);
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("providerIds", "reportFollows");
    }

    @Test
    void theSameTextHasTheSameKeySoThatTheGatewaySendsItOnce() throws Exception {
        start("http", relay.url());

        send();
        send();
        send(text("tel:+46701234567", "Anna called twice."));

        List<String> keys = relay.asked.stream()
                .map(asked -> asked.header("Idempotency-key"))
                .toList();
        assertThat(keys.get(0)).startsWith(MESSAGE_ID + ":").isEqualTo(keys.get(1));
        assertThat(keys.get(2)).startsWith(MESSAGE_ID + ":").isNotEqualTo(keys.get(0));
        assertThat(keys).allMatch(key -> key.matches("[A-Za-z0-9_:-]{1,255}"));
        assertThat(relay.asked.get(0).body()).isEqualTo(relay.asked.get(1).body());
    }

    @ParameterizedTest
    @CsvSource({
        "400, 40310, /",
        "422, 10002, /to",
        "409, 40300, /",
        "403, 40300, /",
        "400, 40001, /",
        "422, 40319, /",
        "400, 40302, /",
        "422, 40322, /"
    })
    void whatWillNeverBeTakenIsNotTriedAgain(int status, String code, String pointer) throws Exception {
        start("http", relay.url());
        relay.refuses(status, code, pointer);

        Exchange exchange = send();

        assertThat(exchange.getException())
                .isInstanceOf(CannotBeDelivered.class)
                .hasMessageContaining(code)
                .hasMessageNotContaining("4670");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 10009, ringback.sms.gateway.key",
        "403, 10010, ringback.sms.gateway.key",
        "402, 20100, pay in",
        "404, 10005, ringback.sms.gateway.url",
        "302, '', ringback.sms.gateway.url",
        "400, 40305, docs/sms-gateway.md",
        "422, 10002, docs/sms-gateway.md",
        "500, 10007, problem of its own",
        "502, '', problem of its own",
        "503, '', problem of its own",
        "500, 40310, problem of its own"
    })
    void whatMayBeTakenLaterSaysWhatToMend(int status, String code, String says) throws Exception {
        start("http", relay.url());
        relay.refuses(status, code, "/from");

        Failure failure = failure(send());

        assertThat(failure).isInstanceOf(Failure.NotTaken.class);
        assertThat(failure.problem()).contains(says, "HTTP " + status).doesNotContain("4670", "KEY-of");
    }

    @ParameterizedTest
    @CsvSource({
        "429, Retry-After, 7, 7",
        "503, Retry-After, 30, 30",
        "429, Retry-After, 'Sun, 01 Mar 2026 12:01:30 GMT', 90",
        "429, Retry-After, 'Sun, 01 Mar 2026 11:00:00 GMT', 1",
        "429, Retry-After, 86400, 3600",
        "429, Retry-After, soon, 10",
        "429, Retry-After, -5, 10",
        "429, X-RateLimit-Reset, 3, 3",
        "429, X-Other, 3, 10"
    })
    void whoAsksForPatienceGetsItAndItIsNoFailure(int status, String header, String value, int seconds)
            throws Exception {
        start("http", relay.url());
        relay.says(status, "{\"errors\":[{\"code\":\"10011\"}]}", header, value);

        assertThat(failure(send())).isInstanceOfSatisfying(Failure.Slowed.class, slowed -> assertThat(slowed.pause())
                .isEqualTo(Duration.ofSeconds(seconds)));
        assertThat(relay.asked).as("tried by the dispatcher only").hasSize(1);
    }

    @Test
    void aFullQueueIsNoFailureEither() throws Exception {
        start("http", relay.url());
        relay.refuses(400, "40318", "/");

        assertThat(failure(send())).isInstanceOf(Failure.Slowed.class);
    }

    @ParameterizedTest
    @CsvSource({"'{}'", "'<html>Welcome to the hotel</html>'", "''", "'{\"data\":{\"id\":\"not an id\"}}'"})
    void anAnswerWithoutAnIdMayMeanThatItWasTaken(String body) throws Exception {
        start("http", relay.url());
        relay.says(200, body);

        assertThat(failure(send())).isInstanceOf(Failure.AnswerLost.class);
    }

    @Test
    void aConnectionLostAfterTheRequestMayMeanThatItWasTaken() throws Exception {
        start("http", relay.url());
        relay.says(0, "");

        assertThat(failure(send())).isInstanceOf(Failure.AnswerLost.class);
        assertThat(relay.asked).as("tried by the dispatcher only").hasSize(1);
    }

    @Test
    void aGatewayThatNeverAnswersIsGivenUpAfterItsTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("http", "http://127.0.0.1:" + silent.getLocalPort() + "/v2/messages");

            Failure failure = failure(send());

            assertThat(failure).isInstanceOf(Failure.AnswerLost.class);
        }
    }

    @Test
    void withoutAConnectionItWasCertainlyNotTaken() throws Exception {
        start("http", "http://127.0.0.1:" + Ports.free() + "/v2/messages");

        assertThat(failure(send())).isInstanceOf(Failure.NotTaken.class);
    }

    @Test
    void aGatewayWhoseCertificateIsNotTrustedGetsNothing() throws Exception {
        try (SelfSignedServer stranger = new SelfSignedServer()) {
            start("http", stranger.url());

            Failure failure = failure(send());

            assertThat(failure).isInstanceOf(Failure.NotTaken.class);
            assertThat(failure.problem()).contains("certificate");
            assertThat(stranger.requests()).isZero();
        }
    }

    @Test
    void aRecipientWithoutATelephoneNumberIsRefusedUnsent() throws Exception {
        start("http", relay.url());

        assertThat(send(text("sip:anna@example.com", "Hello")).getException()).isInstanceOf(CannotBeDelivered.class);
        assertThat(relay.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "smpp"})
    void withAnotherProviderThereIsNoSuchRoute(String provider) throws Exception {
        start(provider, relay.url());

        assertThat(context.getRoutes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+46 (70) 123-45.67, +46701234567",
        "0046701234567, +46701234567",
        "71234, 71234",
        "TEL:71234, 71234",
        "Ringback, Ringback"
    })
    void sendersAreWrittenAsTheGatewayWantsThem(String configured, String from) throws Exception {
        SmsGateway gateway = new SmsGateway("a-profile", CLOCK);
        Map<String, Object> text = text("tel:+46701234567", "Hello");
        text.put("from", configured);

        JsonNode body = new ObjectMapper()
                .readTree(gateway.request(Map.of("messageId", "1"), text).json());

        assertThat(body.path("from").textValue()).isEqualTo(from);
        assertThat(body.path("messaging_profile_id").textValue()).isEqualTo("a-profile");
    }
}
