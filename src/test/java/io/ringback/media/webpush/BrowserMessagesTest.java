package io.ringback.media.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.ShippedRoutes;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.directory.BrowserAddress;
import io.ringback.directory.BrowserDevices;
import io.ringback.peers.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** {@code camel-routes/web-push.camel.yaml} and the way there, towards a push service. */
@Execution(ExecutionMode.CONCURRENT)
class BrowserMessagesTest {

    private static final String MESSAGE_ID = "7f3c1c5e-52f6-4a4e-8f0b-111111111111";
    private static final String LINK = "https://ringback.example/c/AbCdEf";
    private static final Instant NOW = Instant.now();
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final BrowserOfRig KEYS = BrowserOfRig.make();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BrowserDevices devices = mock(BrowserDevices.class);
    private final BrowserOfRig browser = BrowserOfRig.make();
    private PushServiceOfRig service;
    private PushServices services;

    @BeforeEach
    void start() throws Exception {
        service = new PushServiceOfRig(KEYS.p256dh());
        services = new PushServices(List.of(service.origin()), TIMEOUT);
        context.getPropertiesComponent().addInitialProperty("ringback.web-push.public-key", KEYS.p256dh());
        context.getRegistry()
                .bind(
                        "browserMessages",
                        new BrowserMessages(
                                new BrowserEncryption(new SecureRandom()),
                                new VapidKey(KEYS.p256dh(), KEYS.number(), "mailto:ringback@example.org"),
                                services,
                                devices,
                                CLOCK));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String other : List.of(
                        "send-sip-message",
                        "send-xmpp-message",
                        "withdraw-xmpp-message",
                        "send-ntfy-message",
                        "withdraw-ntfy-message",
                        "replace-xmpp-message")) {
                    from("direct:" + other).to("mock:other");
                }
            }
        });
        ShippedRoutes.load(context, "web-push", "instant-message");
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        services.close();
        service.close();
    }

    private String bobs() {
        return address(service.endpoint("bob"));
    }

    private String address(String endpoint) {
        return BrowserAddress.of(endpoint, browser.p256dh(), browser.auth())
                .address()
                .uri();
    }

    private static Map<String, Object> notice(String to) {
        Map<String, Object> map = new HashMap<>();
        map.put("to", to);
        map.put("from", "webpush:ringback");
        map.put("subject", "Anna \"ringde\" dig");
        map.put("text", "Anna called you at 12:05 🙂 ${body}: " + LINK);
        map.put("language", "sv");
        map.put("link", LINK);
        map.put("linkLabel", "Svara");
        map.put("choices", LINK + " Svara\n" + LINK + "?choice=not_now Nej tack");
        map.put("validUntil", NOW.plusSeconds(1234).toString());
        return map;
    }

    private Exchange send(Map<String, Object> text) {
        return ask("direct:send-instant-message", text);
    }

    private Exchange ask(String endpoint, Map<String, Object> text) {
        return context.createFluentProducerTemplate()
                .to(endpoint)
                .withBody(text)
                .withHeader("messageId", MESSAGE_ID)
                .withHeader("caseId", "a-case")
                .send();
    }

    private JsonNode shown() throws Exception {
        assertThat(service.heldFor("bob")).hasSize(1);
        return new ObjectMapper()
                .readTree(browser.read(service.heldFor("bob").get(0).body()));
    }

    private static Failure failure(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(NotDelivered.class);
        return ((NotDelivered) exchange.getException()).failure();
    }

    @Test
    void onlyTheBrowserReadsWhoCalledAndWhatMayBeChosen() throws Exception {
        Exchange exchange = send(notice(bobs()));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("providerIds")).isEqualTo(MESSAGE_ID);
        JsonNode shown = shown();
        assertThat(shown.path("title").textValue()).isEqualTo("Anna \"ringde\" dig");
        assertThat(shown.path("text").textValue()).isEqualTo(notice("").get("text"));
        assertThat(shown.path("language").textValue()).isEqualTo("sv");
        assertThat(shown.path("link").textValue()).isEqualTo(LINK);
        assertThat(shown.path("buttons")).hasSize(2);
        assertThat(shown.path("buttons").path(1).path("label").textValue()).isEqualTo("Nej tack");
        assertThat(shown.path("buttons").path(1).path("link").textValue()).isEqualTo(LINK + "?choice=not_now");
        PushServiceOfRig.Held held = service.heldFor("bob").get(0);
        assertThat(held.header("TTL")).as("what is left of the wait").isEqualTo("1234");
        assertThat(held.header("Urgency")).isEqualTo("high");
        assertThat(held.headers() + new String(held.body(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Anna", LINK, MESSAGE_ID);
    }

    @Test
    void whatAsksNothingHasNoButtonAndNoHurry() throws Exception {
        Map<String, Object> information = notice(bobs());
        List.of("link", "linkLabel", "choices", "validUntil").forEach(information::remove);

        send(information);

        assertThat(shown().has("link") || shown().has("buttons")).isFalse();
        assertThat(service.heldFor("bob").get(0).header("Urgency")).isEqualTo("normal");
        assertThat(service.heldFor("bob").get(0).header("TTL")).isEqualTo("86400");
    }

    @Test
    void theSameMessageAgainTakesThePlaceOfTheFirst() throws Exception {
        send(notice(bobs()));
        Map<String, Object> again = notice(bobs());
        again.put("text", "Anna called you 3 times");

        assertThat(ask("direct:replace-instant-message", again).getException()).isNull();

        assertThat(service.asked).hasSize(2);
        assertThat(shown().path("text").textValue()).isEqualTo("Anna called you 3 times");
    }

    @Test
    void whatIsSettledTakesItsPlaceWithoutASoundAndWithoutALink() throws Exception {
        send(notice(bobs()));
        String tag = shown().path("tag").textValue();

        Exchange exchange = ask(
                "direct:withdraw-instant-message",
                new HashMap<>(Map.of("to", bobs(), "from", "webpush:ringback", "text", "Settled.", "language", "en")));

        assertThat(exchange.getException()).isNull();
        assertThat(shown().path("settled").booleanValue()).isTrue();
        assertThat(shown().path("text").textValue()).isEqualTo("Settled.");
        assertThat(shown().path("tag").textValue()).isEqualTo(tag);
        assertThat(shown().has("link")).isFalse();
    }

    @Test
    void nothingElseIsToldToTheService() {
        send(notice(bobs()));

        Set<String> known = Set.of(
                "authorization",
                "connection",
                "content-encoding",
                "content-length",
                "content-type",
                "host",
                "topic",
                "ttl",
                "upgrade",
                "urgency",
                "user-agent");
        service.asked.forEach(told -> assertThat(told.headers().keySet())
                .allMatch(name -> known.contains(name.toLowerCase(Locale.ROOT)), "known"));
    }

    @Test
    void aLongTextIsCutAndStillTaken() throws Exception {
        Map<String, Object> long_ = notice(bobs());
        long_.put("text", "🙂\u0001\"".repeat(2000));
        long_.put("subject", "\u0001".repeat(2000));

        assertThat(send(long_).getException()).isNull();
        assertThat(shown().path("text").textValue()).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aBrowserThatIsGoneIsNoDeviceAnyMore(int status) {
        service.refuses(status, "");

        assertThat(send(notice(bobs())).getException())
                .isInstanceOf(CannotBeDelivered.class)
                .hasMessageNotContaining("push/bob");
        verify(devices).gone(BrowserAddress.of(service.endpoint("bob"), browser.p256dh(), browser.auth()));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 301, 307, 418})
    void whatWillNeverBeTakenIsNotTriedAgain(int status) {
        service.refuses(status, "");

        assertThat(send(notice(bobs())).getException())
                .isInstanceOf(CannotBeDelivered.class)
                .hasMessageNotContaining("push/bob");
        assertThat(service.asked).as("no redirect is followed").hasSize(1);
        verifyNoInteractions(devices);
    }

    @ParameterizedTest
    @CsvSource({"401, public-key", "403, public-key", "500, problem of its own", "503, problem of its own"})
    void whatMayBeTakenLaterSaysWhatToMend(int status, String says) {
        service.refuses(status, "");

        assertThat(failure(send(notice(bobs()))))
                .isInstanceOfSatisfying(Failure.NotTaken.class, failure -> assertThat(failure.problem())
                        .contains(says, "HTTP " + status)
                        .doesNotContain("push/bob"));
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 30, 30", "429, '', 10", "429, 86400, 3600"})
    void whoAsksForPatienceGetsIt(int status, String after, int seconds) {
        service.refuses(status, after);

        assertThat(failure(send(notice(bobs()))))
                .isInstanceOfSatisfying(Failure.Slowed.class, slowed -> assertThat(slowed.pause())
                        .isEqualTo(Duration.ofSeconds(seconds)));
        assertThat(service.asked).hasSize(1);
    }

    @Test
    void aConnectionLostAfterTheRequestMayMeanThatItWasTaken() {
        service.refuses(-1, "");

        assertThat(failure(send(notice(bobs())))).isInstanceOf(Failure.AnswerLost.class);
    }

    @Test
    void aServiceThatNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PushServices patient = new PushServices(
                        List.of("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> patient.post(
                            URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/x"), Map.of(), new byte[1]))
                    .isInstanceOf(NotDelivered.class);
        }
    }

    @Test
    void aServiceOfAnotherPortOfThisMachineGetsNothing() throws Exception {
        try (PushServiceOfRig other = new PushServiceOfRig(KEYS.p256dh())) {
            assertThat(send(notice(address(other.endpoint("bob")))).getException())
                    .isInstanceOf(CannotBeDelivered.class)
                    .hasMessageContaining("ringback.web-push.services");
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void aNameOfAnInternalAddressIsNotConnectedTo() throws Exception {
        try (ServerSocket internal = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // localhost.localdomain or the like is not there everywhere, so the name is looked up here.
            try (PushServices guarded = new PushServices(List.of(), TIMEOUT, new DnsResolver() {
                @Override
                public InetAddress[] resolve(String host) {
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                }

                @Override
                public String resolveCanonicalHostname(String host) {
                    return host;
                }
            })) {
                assertThatThrownBy(() -> guarded.post(
                                URI.create("https://inside.example:" + internal.getLocalPort() + "/x"),
                                Map.of(),
                                new byte[1]))
                        .isInstanceOf(CannotBeDelivered.class)
                        .hasMessageNotContaining("inside.example");
            }
            internal.setSoTimeout(1);
            assertThatThrownBy(internal::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"webpush:", "webpush:https://push.example/x", "ntfy:topic", "sip:bob@example.org"})
    void anotherAddressGetsNothing(String to) {
        Exchange exchange = ask("direct:send-web-push-message", notice(to));

        assertThat(exchange.getException()).isNotNull();
        assertThat(service.asked).isEmpty();
    }

    @Test
    void withoutAConnectionItWasCertainlyNotTaken() throws Exception {
        int port = Ports.free();
        try (PushServices gone = new PushServices(List.of("http://127.0.0.1:" + port), TIMEOUT)) {
            assertThatThrownBy(() -> gone.post(URI.create("http://127.0.0.1:" + port + "/x"), Map.of(), new byte[1]))
                    .isInstanceOfSatisfying(NotDelivered.class, failed -> assertThat(failed.failure())
                            .isInstanceOf(Failure.NotTaken.class));
        }
    }

    private static ApplicationContextRunner started(String... settings) {
        return new ApplicationContextRunner()
                .withUserConfiguration(WebPushConfiguration.class)
                .withBean(Clock.class, Clock::systemUTC)
                .withBean(BrowserDevices.class, () -> mock(BrowserDevices.class))
                .withPropertyValues("ringback.public-url=https://ringback.example")
                .withPropertyValues(settings);
    }

    @Test
    void withoutAKeyThereIsNothing() {
        started().run(bare -> assertThat(bare).hasNotFailed().doesNotHaveBean(BrowserMessages.class));
    }

    @Test
    void withAKeyThereIs() {
        started("ringback.web-push.public-key=" + KEYS.p256dh(), "ringback.web-push.private-key=" + KEYS.number())
                .run(keyed -> assertThat(keyed).hasNotFailed().hasSingleBean(BrowserMessages.class));
    }

    @Test
    void keysThatAreNotOfEachOtherAreRefusedAtTheStartAndNotShown() {
        String another = BrowserOfRig.make().number();
        for (String wrong : List.of(another, "", "tooShort", "not base64!")) {
            started("ringback.web-push.public-key=" + KEYS.p256dh(), "ringback.web-push.private-key=" + wrong)
                    .run(failed -> assertThat(failed.getStartupFailure())
                            .hasStackTraceContaining("ringback.web-push.private-key")
                            .satisfies(failure -> assertThat(wrong.isEmpty()
                                            || !String.valueOf(failure.getCause())
                                                    .contains(wrong))
                                    .isTrue()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "services, https://push.example.org/path",
        "services, push.example.org",
        "services, ftp://push.example.org",
        "subject, ringback@example.org",
        "timeout, 0s"
    })
    void aWrongSettingIsRefusedAtTheStart(String setting, String value) {
        started(
                        "ringback.web-push.public-key=" + KEYS.p256dh(),
                        "ringback.web-push.private-key=" + KEYS.number(),
                        "ringback.web-push." + setting + "=" + value)
                .run(failed ->
                        assertThat(failed.getStartupFailure()).hasStackTraceContaining("ringback.web-push." + setting));
    }
}
