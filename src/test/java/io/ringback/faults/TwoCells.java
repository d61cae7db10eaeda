package io.ringback.faults;

import io.ringback.cells.CalleeKey;
import io.ringback.failedcall.CallIds;
import io.ringback.peers.KafkaBroker;
import io.ringback.peers.KafkaTopic;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.DigestUtils;

/** Two cells, each with its own PostgreSQL and one node, one broker of Kafka, and one Kamailio that tells both; all on this machine. */
final class TwoCells implements AutoCloseable {

    private static final String CALLS = "ringback.calls";
    private static final int PARTITIONS = 4;
    private static final int SLOTS = 256;
    private static final int HALF = 128;
    private static final int MEDIA_PORTS = 20;
    private static final String DOMAIN = "ringback.example";
    private static final String CALLER = "+46701111111";
    private static final Duration TO_CALL = Duration.ofMinutes(3);

    private final Path table = Files.createTempFile("ringback-cells-", "");
    private final KafkaBroker broker = KafkaBroker.start();
    private final Kamailio kamailio;
    private final Map<String, Installation> cells = new LinkedHashMap<>();
    private int callees;

    /** One call, as it was told. */
    record Told(String inboxId, String callee) {}

    TwoCells() throws IOException, InterruptedException {
        broker.topic(CALLS, PARTITIONS);
        broker.topic("ringback.calls.refused", 1);
        broker.topic("ringback.case-events", 2);
        int switchPort = Ports.free();
        Map<String, Integer> sip = new LinkedHashMap<>(Map.of("north", Ports.free(), "south", Ports.free()));
        // Where the nodes are is known when they run; their slots have to be known before.
        write("http://127.0.0.1:1", "http://127.0.0.1:1", sip, "");
        sip.forEach((name, port) -> cells.put(name, installation(name, switchPort, port)));
        cells.values().parallelStream().forEach(Installation::node);
        write(
                cells.get("north").node().address("").toString(),
                cells.get("south").node().address("").toString(),
                sip,
                "");
        kamailio = Kamailio.by(Path.of("deploy", "kamailio", "kamailio.cfg"))
                .domain(DOMAIN)
                .define("WITH_CELLS", "1")
                .define("RINGBACK_PORT", "0")
                .define("FLOOD", "10000")
                .define("TRUNKS", "\"^127[.]\"")
                .define("TELL_AGAIN", "\"name=tellAgain;interval=1;mode=1;\"")
                .user("ringback", "secret")
                .include("cells.cfg", printed(table))
                .start(switchPort);
    }

    private void write(String north, String south, Map<String, Integer> sip, String more) throws IOException {
        Files.writeString(table, """
                cell north 00-7f %s sip:north@127.0.0.1:%d
                cell south 80-ff %s sip:south@127.0.0.1:%d
                %s
                """.formatted(north, sip.get("north"), south, sip.get("south"), more));
    }

    private static String printed(Path table) throws IOException, InterruptedException {
        Process printing = new ProcessBuilder("bin/kamailio-cells", table.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(printing.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (printing.waitFor() != 0) {
            throw new IllegalStateException("bin/kamailio-cells failed");
        }
        return text;
    }

    private Installation installation(String name, int switchPort, int sipPort) {
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        try {
            return Installation.ofItsOwn(
                    "cell-" + name,
                    Map.ofEntries(
                            Map.entry("ringback.cells.table", table.toString()),
                            Map.entry("ringback.cells.own", name),
                            Map.entry("ringback.cells.api-key", Installation.API_KEY),
                            Map.entry(
                                    "ringback.api.keys.faults.scopes",
                                    "calls.write,cases.read,people.read,people.write"),
                            Map.entry("ringback.kafka.brokers", broker.servers()),
                            Map.entry("ringback.kafka.security", "PLAINTEXT"),
                            Map.entry("ringback.kafka.group", name),
                            Map.entry("ringback.sip.proxy", "sip:127.0.0.1:" + switchPort),
                            Map.entry("ringback.sip.domain", DOMAIN),
                            Map.entry("ringback.sip.listen", "udp:127.0.0.1:" + sipPort),
                            Map.entry("ringback.connections.number", "+46812345678"),
                            Map.entry("ringback.announcement.listen", "127.0.0.1:" + Ports.free()),
                            Map.entry(
                                    "ringback.announcement.media-ports",
                                    firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1)),
                            Map.entry("ringback.speech.enabled", "false"),
                            Map.entry("db-scheduler.heartbeat-interval", "5s")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whose callee that is: by their slot. */
    static String cellOf(String callee) {
        return slot(callee) < HALF ? "north" : "south";
    }

    private static int slot(String callee) {
        return new CalleeKey(callee).slot();
    }

    static String other(String cell) {
        return cell.equals("north") ? "south" : "north";
    }

    Installation cell(String name) {
        return cells.get(name);
    }

    /** Somebody whom nobody has called yet. */
    String callee() {
        return "+4673%07d".formatted(++callees);
    }

    private List<String> callees(int many) {
        return IntStream.range(0, many).mapToObj(number -> callee()).toList();
    }

    /** By HTTP, to a node of either cell by turns, whoever is called. */
    List<Told> byHttp(int many) {
        List<Told> told = new ArrayList<>();
        for (String callee : callees(many)) {
            told.add(byHttp(told.size() % 2 == 0 ? "north" : "south", callee));
        }
        return told;
    }

    Told byHttp(String cell, String callee) {
        String id = "http-" + UUID.randomUUID();
        accepted(cell, "/api/failed-calls", CallAsJson.of("", id, CALLER, callee, BUSY));
        return new Told(CallIds.FAILED + id, callee);
    }

    /** That two have reached each other. */
    String answered(String cell, String caller, String callee) {
        String id = "answered-" + UUID.randomUUID();
        accepted(cell, "/api/answered-calls", CallAsJson.of("", id, caller, callee, ""));
        return CallIds.ANSWERED + id;
    }

    private void accepted(String cell, String path, String json) {
        HttpResponse<String> answer = request(cell, "POST", path, json);
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(
                    "The cell " + cell + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private static final String BUSY = "\"cause\":\"BUSY\",";

    HttpResponse<String> request(String cell, String method, String path, String json) {
        RunningRingback node = cells.get(cell).node();
        try {
            return node.send(HttpRequest.newBuilder(node.address(path))
                    .header("Authorization", "Bearer " + Installation.API_KEY)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json)));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By Kafka, in the partition of the callee's slot; each tenth in another one, as a producer that knows no slots would. */
    List<Told> byKafka(int many) {
        List<Told> told = new ArrayList<>();
        for (String callee : callees(many)) {
            int wrong = told.size() % 10 == 9 ? PARTITIONS / 2 : 0;
            told.add(byKafka((slot(callee) * PARTITIONS / SLOTS + wrong) % PARTITIONS, callee));
        }
        return told;
    }

    Told byKafka(String callee) {
        return byKafka(slot(callee) * PARTITIONS / SLOTS, callee);
    }

    private Told byKafka(int partition, String callee) {
        String id = "kafka-" + UUID.randomUUID();
        try (KafkaTopic topic = new KafkaTopic(broker, CALLS)) {
            topic.tell(partition, callee, CallAsJson.ofKind("FAILED", id, CALLER, callee, BUSY));
            topic.awaitTaken();
        }
        return new Told(CallIds.FAILED + id, callee);
    }

    /** By SIP: calls at the switch whom nobody answers. */
    List<Told> bySip(int many) throws IOException {
        return bySip(callees(many));
    }

    List<Told> bySip(List<String> callees) throws IOException {
        String run = "cells-" + UUID.randomUUID();
        Path fields = Files.createTempFile("ringback-callees-", ".csv");
        Files.write(
                fields,
                Stream.concat(Stream.of("SEQUENTIAL"), callees.stream().map(callee -> CALLER + ";" + callee))
                        .toList());
        try (Sipp sipp = Sipp.scenario("trunk-call.xml")
                .key("domain", DOMAIN)
                .fields(fields)
                .calls(callees.size())
                .perSecond(20)
                .with("-cid_str", run + "-%u")
                .to(kamailio.port())) {
            sipp.awaitSuccess(TO_CALL);
        } finally {
            Files.delete(fields);
        }
        return IntStream.range(0, callees.size())
                .mapToObj(number -> new Told(sipId(run + "-" + (number + 1)), callees.get(number)))
                .toList();
    }

    /** The switch tells of a call by a hash of its Call-ID. */
    private static String sipId(String callId) {
        return CallIds.FAILED
                + CallIds.ofSipCall(DigestUtils.md5DigestAsHex(callId.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Waits until each of the calls is in a cell, and for what else may be on its way: until nothing of the topic is left. */
    void awaitStored(List<Told> told) {
        Awaitility.await("each call to be in a cell")
                .atMost(Installation.PATIENCE)
                .until(() -> account("", told).lost() == 0
                        && broker.behind("north", CALLS, partitions("north")) == 0
                        && broker.behind("south", CALLS, partitions("south")) == 0);
    }

    private static List<Integer> partitions(String cell) {
        return cell.equals("north") ? List.of(0, 1) : List.of(2, 3);
    }

    /** What became of the calls that were told in one way. */
    record Account(String way, int told, int north, int south, int lost, int doubled, int wrong) {

        boolean isRight() {
            return lost == 0 && doubled == 0 && wrong == 0 && north + south == told;
        }
    }

    /** Accounts for each of the calls, by the inboxes of both cells. */
    Account account(String way, List<Told> told) {
        List<String> north = stored("north", told);
        List<String> south = stored("south", told);
        int lost = 0;
        int doubled = 0;
        int wrong = 0;
        for (Told one : told) {
            boolean inNorth = north.contains(one.inboxId());
            boolean inSouth = south.contains(one.inboxId());
            lost += inNorth || inSouth ? 0 : 1;
            doubled += inNorth && inSouth ? 1 : 0;
            wrong += (cellOf(one.callee()).equals("north") ? inSouth : inNorth) ? 1 : 0;
        }
        return new Account(way, told.size(), north.size(), south.size(), lost, doubled, wrong);
    }

    private List<String> stored(String cell, List<Told> told) {
        return cells.get(cell)
                .jdbc()
                .sql("select id from inbound_event where id = any(?)")
                .param(told.stream().map(Told::inboxId).toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Whether a cell's inbox has it. */
    boolean has(String cell, String inboxId) {
        return !stored(cell, List.of(new Told(inboxId, ""))).isEmpty();
    }

    /** Somebody comes into a cell's directory. */
    UUID person(String cell, String callee) {
        UUID id = UUID.randomUUID();
        taken(request(cell, "PUT", "/api/people/" + id, """
                {"name": "Maria", "language": "en", "timeZone": "UTC", "preferences": {"never": true},
                 "devices": [{"medium": "VOICE", "address": "%s", "label": "Mobile"}]}
                """.formatted(callee)));
        return id;
    }

    /** Takes a person from one cell to the other, by the API and the table, which all nodes read again. */
    void move(UUID person, String callee) throws IOException {
        String from = cellOf(callee);
        String path = "/api/people/" + person + "/moving";
        String moving = taken(request(from, "GET", path, ""));
        taken(request(other(from), "PUT", path, moving));
        Files.writeString(
                table, Files.readString(table) + "lives " + new CalleeKey(callee).hash() + " " + other(from) + "\n");
        taken(request(other(from), "PUT", path, taken(request(from, "GET", path, ""))));
    }

    private static String taken(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        kamailio.close();
        cells.values().forEach(Installation::close);
        broker.close();
    }
}
