package io.ringback.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cells.CalleeKey;
import io.ringback.cells.Cells;
import io.ringback.cells.RememberingCell;
import io.ringback.cells.TablesOfCells;
import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.inbox.TooManyEvents;
import io.ringback.peers.KafkaBroker;
import io.ringback.peers.KafkaTopic;
import io.ringback.peers.KafkaTopic.Lying;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code camel-routes/kafka-in.camel.yaml} and {@code kafka-out.camel.yaml} between a broker and the inbound endpoints. */
@Timeout(600)
class KafkaRoutesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SOMEBODY = "+46701234567";

    private static KafkaBroker broker;

    private final String calls = "calls-" + UUID.randomUUID();
    private final String refused = calls + ".refused";
    private final List<Map<?, ?>> failed = new CopyOnWriteArrayList<>();
    private final List<Map<?, ?>> answered = new CopyOnWriteArrayList<>();
    private final AtomicInteger tooMany = new AtomicInteger();
    private DefaultCamelContext node;
    private KafkaTopic told;
    private KafkaTopic aside;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker.topic(calls, 3);
        broker.topic(refused, 1);
        told = new KafkaTopic(broker, calls);
        aside = new KafkaTopic(broker, refused);
        node = node(broker.servers());
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.stop();
        }
        told.close();
        aside.close();
    }

    private DefaultCamelContext node(String brokers) throws Exception {
        return start(new DefaultCamelContext(), brokers, failed, answered);
    }

    /** A node of a cell; what it is handed in says that it is there. */
    private DefaultCamelContext cell(String name, Path table, List<Map<?, ?>> failed, List<Map<?, ?>> answered)
            throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("ringback.cells.table", table.toString());
        context.getPropertiesComponent().addInitialProperty("ringback.cells.own", name);
        context.getPropertiesComponent().addOverrideProperty("ringback.kafka.group", calls + name);
        Cells cells = TablesOfCells.of(table, name);
        context.getRegistry().bind("recordsOfCells", new RecordsOfCells(cells, new AddressReader("SE")));
        return start(context, broker.servers(), failed, answered);
    }

    private DefaultCamelContext start(
            DefaultCamelContext context, String brokers, List<Map<?, ?>> failed, List<Map<?, ?>> answered)
            throws Exception {
        Map.of(
                        "ringback.kafka.brokers", brokers,
                        "ringback.kafka.security", "PLAINTEXT",
                        "ringback.kafka.calls", calls,
                        "ringback.kafka.refused", refused,
                        "ringback.kafka.case-events", "case-events",
                        "ringback.kafka.group", calls)
                .forEach((name, value) -> context.getPropertiesComponent().addInitialProperty(name, value));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:failed-call").process(exchange -> take(exchange, failed));
                from("direct:answered-call").process(exchange -> take(exchange, answered));
            }
        });
        for (String file : List.of("kafka-in", "kafka-out")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(
                            context,
                            "file:"
                                    + Path.of("camel-routes", file + ".camel.yaml")
                                            .toAbsolutePath()));
        }
        context.start();
        return context;
    }

    private void take(Exchange exchange, List<Map<?, ?>> taken) {
        assertThat(exchange.getMessage().getHeader("ringbackCellIsHere", Boolean.class))
                .isTrue();
        if (tooMany.getAndDecrement() > 0) {
            throw new TooManyEvents(1);
        }
        Map<?, ?> body = exchange.getMessage().getBody(Map.class);
        Fields fields = new Fields(body, new AddressReader("SE"));
        fields.id();
        if (!fields.has("missing")) {
            fields.address("callee");
        }
        taken.add(new HashMap<>(body));
    }

    private static String failed(String id) {
        return record("FAILED", id);
    }

    private static String record(String kind, String id) {
        return "{\"kind\":\"%s\",\"id\":\"%s\",\"caller\":\"%s\",\"callee\":\"%s\"}"
                .formatted(kind, id, SOMEBODY, SOMEBODY);
    }

    private void awaitFailed(int many) {
        await("calls to be handed in").atMost(PATIENCE).until(() -> failedIds().size() >= many);
    }

    private List<String> failedIds() {
        return failed.stream().map(call -> call.get("id").toString()).distinct().toList();
    }

    private void awaitCommitted() {
        await("all offsets to be committed").atMost(PATIENCE).until(() -> broker.behind(calls, calls) == 0);
    }

    @Test
    void callsAreHandedInWithTheirFieldsAndInTheirOrder() {
        told.tell(SOMEBODY, failed("one"));
        told.tell(SOMEBODY, failed("two"));
        told.tell(SOMEBODY, record("ANSWERED", "three"));

        await().atMost(PATIENCE).until(() -> !answered.isEmpty());
        assertThat(failedIds()).containsExactly("one", "two");
        assertThat(failed.get(0).get("callee")).isEqualTo(SOMEBODY);
        awaitCommitted();
    }

    @Test
    void whatWillNeverBeTakenIsSetAsideAsItCameWithTheReasonAndHoldsNothingUp() {
        List<String> wrong = List.of(
                "no JSON",
                "[1, 2]",
                "7",
                "null",
                "{\"kind\":\"MAYBE\"}",
                "{}",
                "{\"kind\":\"FAILED\",\"id\":\"no-callee\"}",
                "{\"kind\":\"FAILED\",\"id\":\"%s\"}".formatted("x".repeat(300)),
                "{\"a\":".repeat(5_000));
        wrong.forEach(record -> told.tell(SOMEBODY, record));
        told.tell(SOMEBODY, null);
        told.tell(SOMEBODY, failed("right"));

        awaitFailed(1);
        assertThat(failedIds()).containsExactly("right");
        List<Lying> lying = aside.all();
        assertThat(lying).extracting(Lying::record).hasSize(wrong.size() + 1).startsWith(wrong.toArray(String[]::new));
        assertThat(lying).extracting(Lying::key).containsOnly(SOMEBODY);
        assertThat(lying).extracting(Lying::problem).doesNotContainNull().doesNotContain("");
        assertThat(lying.get(4).problem()).contains("The field kind is neither FAILED nor ANSWERED");
        assertThat(lying.get(6).problem()).contains("The field callee is missing");
        awaitCommitted();
    }

    /** A header could otherwise choose where a record goes, what is called, and what counts as done. */
    @Test
    void headersOfARecordSteerNothing() {
        broker.topic(calls + ".elsewhere", 1);
        try (KafkaTopic elsewhere = new KafkaTopic(broker, calls + ".elsewhere")) {
            told.tell(
                    SOMEBODY,
                    "steering",
                    Map.of(
                            "kafka.OVERRIDE_TOPIC", calls + ".elsewhere",
                            "CamelBeanMethodName", "hashCode",
                            "kafka.LAST_RECORD_BEFORE_COMMIT", "x",
                            "problem", "none"));
            awaitCommitted();

            assertThat(elsewhere.all()).isEmpty();
            assertThat(aside.all()).singleElement().satisfies(one -> assertThat(one.problem())
                    .isNotEqualTo("none"));
        }
    }

    @Test
    void whatCannotBeStoredNowIsTriedAgainAndNeitherSetAsideNorPassedOver() {
        tooMany.set(3);
        told.tell(SOMEBODY, failed("one"));
        told.tell(SOMEBODY, failed("two"));

        awaitFailed(2);
        assertThat(failedIds()).containsExactly("one", "two");
        awaitCommitted();
        assertThat(aside.all()).isEmpty();
    }

    @Test
    void whateverIsToldIsHandedInThoughTheBrokerDies() {
        List<String> ids =
                IntStream.range(0, 300).mapToObj(number -> "call-" + number).toList();
        ids.subList(0, 150).forEach(id -> told.tell(id, failed(id)));
        awaitFailed(20);
        broker.kill();
        ids.subList(150, 300).forEach(id -> told.tell(id, failed(id)));
        broker.again();
        told.awaitTaken();

        awaitFailed(300);
        assertThat(failedIds()).containsExactlyInAnyOrderElementsOf(ids);
        awaitCommitted();
    }

    @Test
    void whatOneNodeHasNotCommittedAnotherTakes() throws Exception {
        tooMany.set(Integer.MAX_VALUE);
        told.tell(SOMEBODY, failed("one"));
        await("a first try").atMost(PATIENCE).until(() -> tooMany.get() < Integer.MAX_VALUE);
        DefaultCamelContext first = node;
        Thread stopping = new Thread(first::stop);
        stopping.start();
        node = node(broker.servers());
        tooMany.set(0);

        awaitFailed(1);
        stopping.join();
        awaitCommitted();
    }

    @Test
    void whatHappensToACaseIsWrittenUnderItsId() {
        broker.topic("case-events", 2);
        String caseId = UUID.randomUUID().toString();
        Exchange done = node.createFluentProducerTemplate()
                .to("direct:case-event")
                .withBody(Map.of("specversion", "1.0", "id", "7-1"))
                .withHeader("caseId", caseId)
                .send();

        assertThat(done.getException()).isNull();
        try (KafkaTopic events = new KafkaTopic(broker, "case-events")) {
            assertThat(events.all()).singleElement().satisfies(event -> {
                assertThat(event.key()).isEqualTo(caseId);
                assertThat(event.record()).contains("\"specversion\":\"1.0\"", "\"id\":\"7-1\"");
                assertThat(event.headers())
                        .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8");
                assertThat(event.headers()).containsOnlyKeys("content-type");
            });
        }
    }

    private static List<String> ids(List<Map<?, ?>> taken) {
        return taken.stream()
                .map(call -> call.get("id").toString())
                .distinct()
                .sorted()
                .toList();
    }

    private static String record(String kind, String id, String caller, String callee) {
        return "{\"kind\":\"%s\",\"id\":\"%s\",\"caller\":\"%s\",\"callee\":\"%s\"}"
                .formatted(kind, id, caller, callee);
    }

    /** Whatever partition the producer chose, and whoever moved, each cell gets what concerns it and nothing else. */
    @Test
    void eachCellIsToldOfItsOwnCalleesAndOfAnsweredCallsOfEither() throws Exception {
        node.stop();
        List<List<Map<?, ?>>> taken = Stream.generate(() -> (List<Map<?, ?>>) new CopyOnWriteArrayList<Map<?, ?>>())
                .limit(4)
                .toList();
        String moved = RememberingCell.northerner(7);
        try (RememberingCell cells = new RememberingCell();
                KafkaTopic topic = new KafkaTopic(broker, calls)) {
            Files.writeString(
                    cells.table(),
                    "lives " + CalleeKey.of(new Address("tel:" + moved)).hash() + " south\n",
                    StandardOpenOption.APPEND);
            broker.morePartitions(calls, 4);
            for (int number = 0; number < 20; number++) {
                topic.tell(
                        "any" + number,
                        record("FAILED", "n" + number, SOMEBODY, RememberingCell.northerner(number % 7)));
                topic.tell(
                        "any" + number,
                        record("FAILED", "s" + number, SOMEBODY, RememberingCell.southerner(number % 7)));
            }
            topic.tell("moved", record("FAILED", "moved", SOMEBODY, moved));
            topic.tell(
                    "both", record("ANSWERED", "both", RememberingCell.northerner(0), RememberingCell.southerner(0)));
            topic.tell(
                    "south", record("ANSWERED", "south", RememberingCell.southerner(1), RememberingCell.southerner(0)));
            topic.tell(
                    "join",
                    "{\"kind\":\"FAILED\",\"id\":\"join\",\"missing\":[{\"callee\":\"%s\"},{\"callee\":\"%s\"}]}"
                            .formatted(RememberingCell.northerner(0), RememberingCell.southerner(0)));
            topic.tell("wrong", record("FAILED", "wrong", SOMEBODY, "nobody"));
            topic.awaitTaken();
            try (DefaultCamelContext north = cell("north", cells.table(), taken.get(0), taken.get(1));
                    DefaultCamelContext south = cell("south", cells.table(), taken.get(2), taken.get(3))) {
                await("each cell to have its own").atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(ids(taken.get(0))).hasSize(21).contains("join").doesNotContain("moved");
                    assertThat(ids(taken.get(0))).noneMatch(id -> id.startsWith("s"));
                    assertThat(ids(taken.get(1))).containsExactly("both");
                    assertThat(ids(taken.get(2))).hasSize(22).contains("join", "moved");
                    assertThat(ids(taken.get(2))).noneMatch(id -> id.startsWith("n"));
                    assertThat(ids(taken.get(3))).containsExactly("both", "south");
                });
                assertThat(Stream.of(taken.get(0), taken.get(2))
                                .flatMap(List::stream)
                                .filter(call -> call.get("id").equals("join")))
                        .allSatisfy(call ->
                                assertThat((List<?>) call.get("missing")).hasSize(1));
                await("what cannot be meant to be set aside").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                aside.all())
                        .singleElement()
                        .satisfies(one -> assertThat(one.problem()).contains("callee")));
                await("all to be committed").atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(broker.behind(calls + "north", calls, List.of(0, 1)))
                            .isZero();
                    assertThat(broker.behind(calls + "south", calls, List.of(2, 3)))
                            .isZero();
                });
                assertThat(broker.readBy(calls + "north")).isSubsetOf(0, 1);
                assertThat(broker.readBy(calls + "south")).isSubsetOf(2, 3);
                assertThat(List.of(north, south)).allMatch(cell -> cell.isStarted());
            }
        }
    }

    @Test
    void withoutABrokerNothingIsRead() throws Exception {
        try (DefaultCamelContext without = node("")) {
            assertThat(without.getRoutes())
                    .extracting(route -> route.getRouteId())
                    .noneMatch(id -> id.startsWith("kafka"));
        }
    }
}
