package io.ringback.media.ntfy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.ShippedRoutes;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** {@code camel-routes/ntfy.camel.yaml} and the way there, towards a server. */
@Execution(ExecutionMode.CONCURRENT)
class PushMessagesTest {

    private static final String MESSAGE_ID = "7f3c1c5e-52f6-4a4e-8f0b-111111111111";
    private static final String TOPIC = "bob-Zx81_q";
    private static final String LINK = "https://ringback.example/c/AbCdEf";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private PushServer server;

    @BeforeEach
    void server() throws IOException {
        server = new PushServer();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private void start(String url) throws Exception {
        start(url, PushServer.TOKEN);
    }

    private void start(String url, String token) throws Exception {
        NtfyConfiguration configuration = new NtfyConfiguration();
        context.getPropertiesComponent().addInitialProperty("ringback.ntfy.url", url);
        context.getPropertiesComponent().addInitialProperty("ringback.ntfy.token", token);
        context.getPropertiesComponent().addInitialProperty("ringback.ntfy.timeout", "2000");
        context.getRegistry().bind("ntfyMessages", configuration.ntfyMessages(new NtfyProperties(url, token), CLOCK));
        context.getRegistry().bind("ntfyTries", configuration.ntfyTries());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-sip-message").to("mock:sip");
                from("direct:send-xmpp-message").to("mock:xmpp");
                from("direct:withdraw-xmpp-message").to("mock:xmpp");
            }
        });
        ShippedRoutes.load(context, "ntfy", "instant-message");
        context.start();
    }

    private static Map<String, Object> notice(String to) {
        Map<String, Object> map = new HashMap<>();
        map.put("to", to);
        map.put("from", "ntfy:ringback");
        map.put("subject", "Anna \"ringde\" dig");
        map.put("text", "Anna called you at 12:05 🙂 ${body}: " + LINK);
        map.put("language", "sv");
        map.put("link", LINK);
        map.put("linkLabel", "Svara");
        return map;
    }

    private Exchange send(Map<String, Object> text) {
        return ask("direct:send-instant-message", text);
    }

    private Exchange send() {
        return send(notice("ntfy:" + TOPIC));
    }

    private Exchange withdraw() {
        return ask("direct:withdraw-instant-message", notice("ntfy:" + TOPIC));
    }

    private Exchange ask(String endpoint, Map<String, Object> text) {
        return context.createFluentProducerTemplate()
                .to(endpoint)
                .withBody(text)
                .withHeader("messageId", MESSAGE_ID)
                .withHeader("caseId", "a-case")
                .send();
    }

    private static Failure failure(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(NotDelivered.class);
        return ((NotDelivered) exchange.getException()).failure();
    }

    @Test
    void aNoticeIsPushedWithAButtonThatOpensThePage() throws Exception {
        start(server.url());

        Exchange exchange = send();

        assertThat(exchange.getException()).isNull();
        JsonNode shown = server.shown.get(TOPIC + "/" + MESSAGE_ID);
        assertThat(shown.path("message").textValue()).isEqualTo(notice("").get("text"));
        assertThat(shown.path("title").textValue()).isEqualTo("Anna \"ringde\" dig");
        assertThat(shown.path("click").textValue()).isEqualTo(LINK);
        assertThat(shown.path("priority").intValue()).isEqualTo(4);
        assertThat(shown.path("actions")).hasSize(1);
        JsonNode button = shown.path("actions").path(0);
        assertThat(button.path("action").textValue()).isEqualTo("view");
        assertThat(button.path("label").textValue()).isEqualTo("Svara");
        assertThat(button.path("url").textValue()).isEqualTo(LINK);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("providerIds", MESSAGE_ID));
    }

    @Test
    void whatAsksNothingHasNoButton() throws Exception {
        start(server.url());
        Map<String, Object> information = notice("ntfy:" + TOPIC);
        information.remove("link");
        information.remove("linkLabel");

        send(information);

        JsonNode shown = server.shown.get(TOPIC + "/" + MESSAGE_ID);
        assertThat(shown.has("actions") || shown.has("click")).isFalse();
        assertThat(shown.path("priority").intValue()).isEqualTo(3);
    }

    @Test
    void theSameMessageAgainTakesThePlaceOfWhatWasShown() throws Exception {
        start(server.url());
        send();
        Map<String, Object> again = notice("ntfy:" + TOPIC);
        again.put("text", "Anna called you 3 times");

        send(again);

        assertThat(server.shown).hasSize(1);
        assertThat(server.shown.get(TOPIC + "/" + MESSAGE_ID).path("message").textValue())
                .isEqualTo("Anna called you 3 times");
    }

    @Test
    void whatIsSettledIsDeleted() throws Exception {
        start(server.url());
        send();

        Exchange exchange = withdraw();

        assertThat(exchange.getException()).isNull();
        assertThat(server.shown).isEmpty();
        assertThat(server.asked.get(1)).isEqualTo("DELETE /" + TOPIC + "/" + MESSAGE_ID + " ");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405})
    void aServerThatDeletesNothingIsAskedOnce(int status) throws Exception {
        start(server.url());
        server.refuses(status, "");

        assertThat(withdraw().getException())
                .isInstanceOf(CannotBeDelivered.class)
                .hasMessageContaining("2.16")
                .hasMessageNotContaining(TOPIC);
    }

    @Test
    void nothingElseIsToldToTheServer() throws Exception {
        start(server.url());
        send();
        withdraw();

        Set<String> known = Set.of(
                "accept-encoding",
                "authorization",
                "connection",
                "content-length",
                "content-type",
                "host",
                "transfer-encoding",
                "user-agent");
        server.headers.forEach(
                told -> assertThat(told.keySet()).allMatch(name -> known.contains(name.toLowerCase(Locale.ROOT))));
    }

    @ParameterizedTest
    @CsvSource({"400", "413"})
    void whatWillNeverBeTakenIsNotTriedAgain(int status) throws Exception {
        start(server.url());
        server.refuses(status, "");

        assertThat(send().getException()).isInstanceOf(CannotBeDelivered.class).hasMessageNotContaining(TOPIC);
    }

    @ParameterizedTest
    @CsvSource({
        "401, ringback.ntfy.token",
        "403, ringback.ntfy.token",
        "404, ringback.ntfy.url",
        "302, ringback.ntfy.url",
        "500, problem of its own",
        "503, problem of its own"
    })
    void whatMayBeTakenLaterSaysWhatToMend(int status, String says) throws Exception {
        start(server.url());
        server.refuses(status, "");

        Failure failure = failure(send());

        assertThat(failure).isInstanceOf(Failure.NotTaken.class);
        assertThat(failure.problem()).contains(says, "HTTP " + status).doesNotContain(TOPIC, PushServer.TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 30, 30", "429, '', 10", "429, 86400, 3600"})
    void whoAsksForPatienceGetsItAndItIsNoFailure(int status, String after, int seconds) throws Exception {
        start(server.url());
        server.refuses(status, after);

        assertThat(failure(send())).isInstanceOfSatisfying(Failure.Slowed.class, slowed -> assertThat(slowed.pause())
                .isEqualTo(Duration.ofSeconds(seconds)));
        assertThat(server.asked).as("tried by the dispatcher only").hasSize(1);
    }

    @Test
    void aConnectionLostAfterTheRequestMayMeanThatItWasTaken() throws Exception {
        start(server.url());
        server.refuses(-1, "");

        assertThat(failure(send())).isInstanceOf(Failure.AnswerLost.class);
    }

    @Test
    void withoutAConnectionItWasCertainlyNotTaken() throws Exception {
        start("http://127.0.0.1:" + Ports.free());

        assertThat(failure(send())).isInstanceOf(Failure.NotTaken.class);
    }

    @Test
    void withoutATokenNoneIsShown() throws Exception {
        start(server.url(), "");

        assertThat(failure(send()).problem()).contains("ringback.ntfy.token");
        assertThat(server.headers.get(0).keySet()).doesNotContain("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ntfy:../x", "ntfy:a/b", "ntfy:", "ntfy:a?b", "sip:bob@example.org", "xmpp:bob@example.org"})
    void anotherAddressGetsNothing(String to) throws Exception {
        start(server.url());

        assertThat(send(notice(to)).getException()).isInstanceOf(CannotBeDelivered.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void withoutAServerThereIsNoRoute() {
        new ApplicationContextRunner()
                .withUserConfiguration(NtfyConfiguration.class)
                .withBean(Clock.class, Clock::systemUTC)
                .run(bare -> assertThat(bare).hasNotFailed().doesNotHaveBean(PushMessages.class));
    }

    @ParameterizedTest
    @CsvSource({
        "http://ntfy.example.org, https:",
        "ntfy.example.org, https:",
        "https://user:secret@ntfy.example.org, ringback.ntfy.token",
        "https://ntfy.example.org/mytopic, server alone",
        "'https://a b/', no URL"
    })
    void aWrongServerIsRefusedAtTheStart(String url, String says) {
        new ApplicationContextRunner()
                .withUserConfiguration(NtfyConfiguration.class)
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues("ringback.ntfy.url=" + url)
                .run(bare -> assertThat(bare.getStartupFailure()).hasStackTraceContaining(says));
    }
}
