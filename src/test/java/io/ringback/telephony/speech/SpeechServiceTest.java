package io.ringback.telephony.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringback.ShippedRoutes;
import io.ringback.peers.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** {@code camel-routes/speech.camel.yaml} towards services that speak, and others. */
@ExtendWith(OutputCaptureExtension.class)
class SpeechServiceTest {

    private static final String TEXT = "Åsa \"Öberg\" är ${body} {{upptagen}} 王.";
    private static final Locale SWEDISH = Locale.forLanguageTag("sv-SE");
    private static final String KEY = "s3cret'key&%41=";
    private static final int TIMEOUT = 1_500;

    private record Asked(String method, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static final List<Asked> ASKED = new CopyOnWriteArrayList<>();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final List<DefaultCamelContext> ROUTES = new ArrayList<>();
    private static HttpServer server;
    private static SpeechService speech;
    private static volatile Answer answer;

    @BeforeAll
    static void aService() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                ASKED.add(new Asked(
                        exchange.getRequestMethod(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                answer.to(exchange);
            }
        });
        server.setExecutor(THREADS);
        server.start();
        speech = speech(server.getAddress().getPort(), KEY);
    }

    @AfterAll
    static void stop() {
        ROUTES.forEach(DefaultCamelContext::stop);
        server.stop(0);
        THREADS.shutdownNow();
    }

    @BeforeEach
    void nothingWasAsked() {
        ASKED.clear();
    }

    private static SpeechService speech(int port, String key) throws Exception {
        DefaultCamelContext camel = routes(Map.of(
                "ringback.speech.url",
                "http://127.0.0.1:" + port + "/speak?voice=astrid",
                "ringback.speech.key",
                key,
                "ringback.speech.timeout",
                Integer.toString(TIMEOUT)));
        SpeechService service = new SpeechService(camel.createProducerTemplate());
        camel.getRegistry().bind("speechService", service);
        camel.getRegistry().bind("speechDeadline", new Deadline(Duration.ofMillis(TIMEOUT)));
        camel.start();
        return service;
    }

    private static DefaultCamelContext routes(Map<String, String> settings) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        ROUTES.add(camel);
        Properties given = new Properties();
        given.putAll(settings);
        camel.getPropertiesComponent().setOverrideProperties(given);
        ShippedRoutes.load(camel, "speech");
        return camel;
    }

    private void answers(int status, String type, byte[] body) {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** Half a second of a tone of 400 Hz. */
    private static byte[] pcm(int rate, ByteOrder order) {
        ByteBuffer pcm = ByteBuffer.allocate(rate).order(order);
        for (int i = 0; i < rate / 2; i++) {
            pcm.putShort((short) (10_000 * Math.sin(2 * Math.PI * 400 * i / rate)));
        }
        return pcm.array();
    }

    private static byte[] wav(int rate) {
        byte[] pcm = pcm(rate, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wav = ByteBuffer.allocate(44 + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + pcm.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(pcm.length).put(pcm);
        return wav.array();
    }

    /** How often the tone crosses zero from below: 200 times in half a second. */
    private static long waves(short[] samples) {
        long waves = 0;
        for (int i = 1; i < samples.length; i++) {
            if (samples[i - 1] < 0 && samples[i] >= 0) {
                waves++;
            }
        }
        return waves;
    }

    @Test
    void theTextIsPostedAndNothingElseIsTold() throws Exception {
        answers(200, "audio/wav", wav(22_050));

        assertThat(speech.speak(TEXT, SWEDISH)).isPresent();

        Asked request = ASKED.get(0);
        assertThat(ASKED).hasSize(1);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo(TEXT);
        assertThat(request.header("Content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(request.header("Content-language")).isEqualTo("sv-SE");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(request.header("Accept")).contains("audio/wav");
        Set<String> told = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        told.addAll(request.headers().keySet());
        assertThat(told)
                .isSubsetOf(
                        "Accept",
                        "Accept-encoding",
                        "Authorization",
                        "Connection",
                        "Content-language",
                        "Content-length",
                        "Content-type",
                        "Host",
                        "Transfer-encoding",
                        "User-agent");
    }

    @Test
    void withoutAKeyNoneIsSent() throws Exception {
        answers(200, "audio/wav", wav(8_000));

        assertThat(speech(server.getAddress().getPort(), "").speak("Anna", Locale.ENGLISH))
                .isPresent();

        assertThat(ASKED.get(0).headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @CsvSource({"8000", "16000", "22050", "24000", "44100", "48000"})
    void anyUsualRateIsBroughtToThatOfTelephones(int rate) {
        answers(200, "audio/wav", wav(rate));

        short[] sound = speech.speak("Anna", Locale.ENGLISH).orElseThrow();

        assertThat(sound.length).isBetween(3_990, 4_000);
        assertThat(waves(sound)).isBetween(198L, 201L);
    }

    @ParameterizedTest
    @CsvSource({"audio/L16;rate=16000", "audio/l16; channels=1; rate=16000", "'audio/L16;rate=\"16000\";channels=1'"})
    void rawSoundIsPlayedIfItSaysItsRate(String type) throws Exception {
        answers(200, type, pcm(16_000, ByteOrder.BIG_ENDIAN));

        short[] sound = speech.speak("Anna", Locale.ENGLISH).orElseThrow();

        assertThat(sound.length).isEqualTo(4_000);
        assertThat(waves(sound)).isBetween(198L, 201L);
    }

    @ParameterizedTest
    @CsvSource({
        "200, audio/wav, RIFFrubbish",
        "200, application/json, {}",
        "200, audio/L16;rate=1, ab",
        "200, audio/L16;rate=16000;channels=2, abab",
        "200, audio/L16, ab",
        "204, audio/wav, ''",
        "302, audio/wav, x",
        "401, text/plain, no",
        "500, text/html, oops",
    })
    void whatIsNoSoundIsNotPlayedAndSaidOnceWithoutTheText(int status, String type, String body, CapturedOutput log)
            throws Exception {
        answers(status, type, body.getBytes(StandardCharsets.UTF_8));

        assertThat(speech.speak(TEXT, SWEDISH)).isEmpty();

        assertThat(ASKED).hasSize(1);
        assertThat(log.getAll())
                .containsOnlyOnce("The speech service did not speak")
                .doesNotContain("Öberg", KEY);
    }

    @Test
    void aServiceThatIsNotThereIsSaid(CapturedOutput log) throws Exception {
        assertThat(speech(Ports.free(), "").speak(TEXT, SWEDISH)).isEmpty();

        assertThat(log.getAll())
                .containsOnlyOnce("The speech service did not speak")
                .doesNotContain("Öberg");
    }

    @Test
    void aServiceThatHangsOrTricklesOrNeverEndsIsHungUpOn() throws Exception {
        for (Answer hostile : List.<Answer>of(
                exchange -> await(new CountDownLatch(1)),
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write('R');
                        exchange.getResponseBody().flush();
                        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    }
                },
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    byte[] much = new byte[100_000];
                    while (true) {
                        out.write(much);
                    }
                })) {
            answer = hostile;
            assertThat(speech.speak("Anna", Locale.ENGLISH)).isEmpty();
        }

        answers(200, "audio/wav", wav(8_000));
        assertThat(speech.speak("Anna", Locale.ENGLISH)).isPresent();
    }

    @Test
    void onlySomeAreSpokenAtATimeAndOthersDoNotWait() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger spoken = new AtomicInteger();
        answer = exchange -> {
            await(open);
            byte[] wav = wav(8_000);
            exchange.sendResponseHeaders(200, wav.length);
            exchange.getResponseBody().write(wav);
        };
        List<Thread> speakers = Arrays.stream(new int[4])
                .mapToObj(i -> new Thread(
                        () -> speech.speak("Anna", Locale.ENGLISH).ifPresent(sound -> spoken.incrementAndGet())))
                .toList();
        speakers.forEach(Thread::start);
        Awaitility.await().until(() -> ASKED.size() == 4);

        assertThat(speech.speak("Anna", Locale.ENGLISH)).isEmpty();
        open.countDown();
        for (Thread speaker : speakers) {
            speaker.join();
        }

        assertThat(spoken).hasValue(4);
        assertThat(ASKED).hasSize(4);
    }

    @Test
    void aLongWavIsRefused() throws Exception {
        ByteArrayOutputStream longest = new ByteArrayOutputStream();
        longest.write(wav(8_000));
        longest.write(new byte[2_000_000]);
        answers(200, "audio/wav", longest.toByteArray());

        assertThat(speech.speak("Anna", Locale.ENGLISH)).isEmpty();
    }

    @Test
    void withoutAServiceThereIsNoRoute() throws Exception {
        DefaultCamelContext camel = routes(Map.of("ringback.speech.url", ""));
        camel.start();

        assertThat(camel.getRoutes()).isEmpty();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
