package io.ringback.media.smpp;

import static io.ringback.media.smpp.SmsRoute.text;
import static io.ringback.peers.NpmSmsc.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.delivery.Departure;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.media.smpp.SmsRoute.Sent;
import io.ringback.peers.NpmSmsc;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Short messages while SMSCs come, go, fall silent and complain. */
@Execution(ExecutionMode.CONCURRENT)
class SmscLossTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Peers peers = new Peers();

    @Test
    void startsWithoutAnSmscAndBindsWhenOneIsThere() {
        int port = Ports.free();
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), new SegmentsInMemory(), false, port));
        assertThat(route.send("1", text("Hej")).failure()).isInstanceOf(Failure.NotTaken.class);
        peers.with(NpmSmsc.start(port));
        route.awaitBinds(1);
        assertThat(route.send("1", text("Hej")).failure()).isNull();
    }

    @Test
    void aRejectedBindIsTriedAgain() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        smsc.set("bindStatus", 0x0E);
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), new SegmentsInMemory(), false, smsc.port()));
        await().atMost(PATIENCE).until(() -> smsc.events("bind").size() >= 3);
        assertThat(route.bindsUp()).isZero();
        assertThat(new SmscHealth(route.smsc()).health().getStatus().getCode()).isEqualTo("DEGRADED");
        smsc.set("bindStatus", 0);
        route.awaitBinds(1);
        assertThat(new SmscHealth(route.smsc()).health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void eachBindIsAServerOfItsOwnAndOneThatHoldsAsManyAsItMayLetsOthersBeTaken() {
        NpmSmsc one = peers.with(NpmSmsc.start(Ports.free()));
        NpmSmsc other = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), new SegmentsInMemory(), false, one.port(), other.port()));
        route.awaitBinds(2);
        Set<String> full = new TreeSet<>();
        Consumer<SmscBind> arrival = bind -> {
            if (full.contains(bind.server())) {
                throw new NotDelivered(new Failure.TurnedAway(bind.server() + " is full"));
            }
        };

        full.add("smsc-1 (127.0.0.1:" + one.port() + ")");
        for (int turn = 0; turn < 4; turn++) {
            assertThat(route.smsc().next(arrival).server()).isEqualTo("smsc-2 (127.0.0.1:" + other.port() + ")");
        }

        full.add("smsc-2 (127.0.0.1:" + other.port() + ")");
        assertThatThrownBy(() -> route.smsc().next(arrival))
                .isInstanceOfSatisfying(NotDelivered.class, turned -> assertThat(turned.failure())
                        .isInstanceOf(Failure.TurnedAway.class));
    }

    @Test
    void oneWhoTakesConnectionsAndSaysNothingIsLeft() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
            SmsRoute route = peers.with(SmsRoute.start(
                    Map.of("answer-within", "300ms"), new SegmentsInMemory(), false, mute.getLocalPort(), smsc.port()));
            route.awaitBinds(1);
            assertThat(route.send("1", text("Hej")).failure()).isNull();
            mute.setSoTimeout(5000);
            mute.accept().close();
            mute.accept().close();
        }
    }

    @Test
    void silenceIsNoticedByEnquireLink() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route =
                peers.with(SmsRoute.start(Map.of("enquire-link", "200ms", "answer-within", "500ms"), smsc.port()));
        smsc.until("enquire_link", event -> is(event, "enquire_link"));
        assertThat(route.bindsUp()).isEqualTo(1);
        smsc.set("silent", "all");
        await().atMost(PATIENCE).until(() -> route.bindsUp() == 0);
        smsc.command(Map.of("set", calm()));
        route.awaitBinds(1);
    }

    @Test
    void anUnbindOfTheSmscIsFollowedByANewBind() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), smsc.port()));
        smsc.command(Map.of("unbind", true));
        await().atMost(PATIENCE).until(() -> smsc.events("bind").size() == 2);
        route.awaitBinds(1);
    }

    @Test
    void anUnbindIsFollowedAtOnceThoughTheConnectionIsLeftOpen() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        // Whoever waited for the next enquire_link or reconnect would wait for longer than this test does.
        SmsRoute route = peers.with(SmsRoute.start(
                Map.of("enquire-link", "10m", "first-reconnect", "10m", "longest-reconnect", "10m"), smsc.port()));
        smsc.set("stay", true);
        smsc.command(Map.of("unbind", true));
        smsc.until("unbind_resp", event -> is(event, "unbind_resp"));
        await().atMost(PATIENCE).until(() -> smsc.events("bind").size() == 2);
        smsc.until(
                "the end of the first connection",
                event -> is(event, "close") && event.path("session").asInt() == 1);
        route.awaitBinds(1);
        assertThat(route.send("1", text("Hej")).failure()).isNull();
    }

    @Test
    void anAnswerThatIsLostIsToldAtOnceAndTheNextTryReplaces() throws Exception {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = peers.with(SmsRoute.start(Map.of("answer-within", "60s"), smsc.port()));
        smsc.set("silent", "submit");
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Future<Sent> sent = sender.submit(() -> route.send("1", text("Hej")));
            smsc.until("the message", event -> is(event, "submit"));
            smsc.command(Map.of("drop", true));
            assertThat(sent.get(10, TimeUnit.SECONDS).failure()).isInstanceOf(Failure.AnswerLost.class);
        } finally {
            sender.shutdownNow();
        }
        smsc.command(Map.of("set", calm()));
        route.awaitBinds(1);
        assertThat(route.send("1", text("Hej")).failure()).isNull();
        await().until(() -> smsc.events("submit").size() == 2);
        assertThat(smsc.events("submit").stream()
                        .map(event -> event.path("replace_if_present_flag").asInt()))
                .containsExactly(0, 1);
    }

    @Test
    void aTextTellsThatItLeavesBeforeItIsSubmittedAndIsNotIfItMustNotLeave() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), smsc.port()));
        Departure departure = mock(Departure.class);
        doThrow(new NotDelivered(new Failure.NotTaken("given up")))
                .when(departure)
                .now();

        assertThat(route.send("1", text("Hej"), departure).failure()).isEqualTo(new Failure.NotTaken("given up"));
        assertThat(smsc.events("submit")).isEmpty();

        doNothing().when(departure).now();
        assertThat(route.send("1", text("Hej"), departure).failure()).isNull();
        assertThat(smsc.events("submit")).hasSize(1);
    }

    @Test
    void noAnswerInTimeIsALostAnswer() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = peers.with(SmsRoute.start(Map.of("answer-within", "300ms"), smsc.port()));
        smsc.set("silent", "submit");
        assertThat(route.send("1", text("Hej")).failure()).isInstanceOf(Failure.AnswerLost.class);
    }

    @Test
    void twoBindsAreUsedInTurnAndOneAloneWhenTheOtherIsGone() {
        NpmSmsc first = peers.with(NpmSmsc.start(Ports.free()));
        NpmSmsc second = NpmSmsc.start(Ports.free());
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), first.port(), second.port()));
        for (int i = 0; i < 6; i++) {
            assertThat(route.send("m" + i, text("Hej")).failure()).isNull();
        }
        await().until(() ->
                first.events("submit").size() == 3 && second.events("submit").size() == 3);
        second.kill();
        await().atMost(PATIENCE).until(() -> route.bindsUp() == 1);
        for (int i = 0; i < 4; i++) {
            assertThat(route.send("n" + i, text("Hej")).failure()).isNull();
        }
        await().until(() -> first.events("submit").size() == 7);
    }

    @Test
    void nothingIsLostAndOnlyLostAnswersAreDoubledWhenTheSmscDiesInMidTraffic() throws Exception {
        int port = Ports.free();
        NpmSmsc smsc = NpmSmsc.start(port);
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), port));
        int messages = 600;
        Set<String> lostAnswers = ConcurrentHashMap.newKeySet();
        AtomicInteger taken = new AtomicInteger();
        ExecutorService dispatcher = Executors.newFixedThreadPool(8);
        List<JsonNode> arrived = new ArrayList<>();
        try {
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                String id = "message-" + i;
                sending.add(dispatcher.submit(() -> {
                    untilTaken(route, id, lostAnswers);
                    taken.incrementAndGet();
                }));
            }
            for (int kill = 1; kill <= 2; kill++) {
                int enough = kill * messages / 4;
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> taken.get() >= enough);
                smsc.kill();
                arrived.addAll(smsc.events("submit"));
                smsc = NpmSmsc.start(port);
            }
            for (Future<?> one : sending) {
                one.get(30, TimeUnit.SECONDS);
            }
            arrived.addAll(smsc.events("submit"));
        } finally {
            dispatcher.shutdownNow();
            smsc.close();
        }
        Map<String, List<JsonNode>> byText = arrived.stream()
                .collect(Collectors.groupingBy(event -> event.path("text").asText()));
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < messages; i++) {
            expected.add("message-" + i);
        }
        assertThat(byText.keySet()).containsAll(expected);
        byText.forEach((written, copies) -> {
            if (copies.size() > 1) {
                assertThat(lostAnswers).contains(written);
                assertThat(copies.subList(1, copies.size()))
                        .allMatch(copy -> copy.path("replace_if_present_flag").asInt() == 1);
            }
        });
    }

    @Test
    void stoppingWaitsForAnswers() throws Exception {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = SmsRoute.start(Map.of(), smsc.port());
        smsc.set("delay", 500);
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Future<Sent> sent = sender.submit(() -> route.send("1", text("Hej")));
            smsc.until("the message", event -> is(event, "submit"));
            route.smsc().stop();
            assertThat(sent.get(10, TimeUnit.SECONDS).failure()).isNull();
        } finally {
            sender.shutdownNow();
            route.close();
        }
    }

    @Test
    void throttlingSlowsTheSenderAndFailsNothing() throws Exception {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        smsc.set("limit", 40);
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), smsc.port()));
        Set<String> lostAnswers = ConcurrentHashMap.newKeySet();
        ExecutorService dispatcher = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String id = "message-" + i;
                sending.add(dispatcher.submit(() -> untilTaken(route, id, lostAnswers)));
            }
            for (Future<?> one : sending) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            dispatcher.shutdownNow();
        }
        assertThat(lostAnswers).isEmpty();
        long refused = smsc.events("submit").stream()
                .filter(event -> event.path("status").asInt() == 0x58)
                .count();
        assertThat(refused).isBetween(1L, 60L);
        assertThat(smsc.events("submit").size() - refused).isEqualTo(100);
    }

    @Test
    void aFullQueueIsWaitedFor() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), smsc.port()));
        smsc.set("statuses", List.of(0x14));
        Failure failure = route.send("1", text("Hej")).failure();
        assertThat(failure).isInstanceOf(Failure.Slowed.class);
        assertThat(failure.problem()).isEqualTo("SMPP 0x14 ESME_RMSGQFUL");
        assertThat(((Failure.Slowed) failure).pause()).isPositive();
        // Others wait behind it, and nothing is sent meanwhile.
        assertThat(route.send("2", text("Hej")).failure()).isInstanceOf(Failure.Slowed.class);
        assertThat(smsc.events("submit")).hasSize(1);
    }

    @Test
    void aTextWhoseAnswerWasLostIsTheSameWhenItComesAgain() {
        NpmSmsc smsc = peers.with(NpmSmsc.start(Ports.free()));
        SmsRoute route = peers.with(SmsRoute.start(Map.of(), smsc.port()));
        Map<String, Object> text = new HashMap<>(Map.of(
                "source_addr_ton", 1,
                "source_addr", "46701234567",
                "destination_addr", "71234",
                "data_coding", 0,
                "short_message", "4a61"));
        smsc.deliver("before", text);
        smsc.statusOf("before");
        smsc.command(Map.of("drop", true));
        await().atMost(PATIENCE).until(() -> smsc.events("bind").size() == 2);
        route.awaitBinds(1);
        smsc.deliver("again", text);
        smsc.statusOf("again");
        smsc.deliver("anew", text);
        smsc.statusOf("anew");
        List<Object> ids = new ArrayList<>();
        route.replies().forEach(reply -> ids.add(reply.get("id")));
        assertThat(ids).hasSize(3);
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    /** What the Dispatcher does, without its long pauses. */
    private static void untilTaken(SmsRoute route, String id, Set<String> lostAnswers) {
        while (!Thread.currentThread().isInterrupted()) {
            Failure failure = route.send(id, text(id)).failure();
            if (failure == null) {
                return;
            }
            assertThat(failure).isNotInstanceOf(Failure.Refused.class);
            if (failure instanceof Failure.AnswerLost) {
                lostAnswers.add(id);
            }
            LockSupport.parkNanos(
                    (failure instanceof Failure.Slowed slowed ? slowed.pause() : Duration.ofMillis(50)).toNanos());
        }
    }

    private static Map<String, Object> calm() {
        Map<String, Object> calm = new HashMap<>();
        calm.put("silent", null);
        return calm;
    }
}
