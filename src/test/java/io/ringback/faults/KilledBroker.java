package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.KafkaBroker;
import io.ringback.peers.KafkaTopic;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Two nodes that read one topic, while the broker and one of them are killed; started by {@code bin/show-broker}. A third of the calls is
 * told before, a third after the broker is back, a third after the node's end. The nodes log in as they do by default, over TLS.
 */
public final class KilledBroker implements AutoCloseable {

    static final String CALLS = "ringback.calls";
    private static final String REFUSED = "ringback.calls.refused";
    private static final String EVENTS = "ringback.case-events";
    private static final String GROUP = "ringback";
    private static final int PARTITIONS = 4;

    private final KafkaBroker broker = KafkaBroker.start();
    private final Installation installation;
    private final RunningRingback one;
    private final RunningRingback other;

    KilledBroker() throws IOException {
        broker.topic(CALLS, PARTITIONS);
        broker.topic(REFUSED, 1);
        broker.topic(EVENTS, 2);
        installation = Installation.ofItsOwn(
                "kafka",
                Map.of(
                        "ringback.api.keys.faults.scopes", "calls.write,cases.read,metrics.read",
                        "ringback.kafka.brokers", broker.securedServers(),
                        "ringback.kafka.login", broker.login(),
                        "ringback.kafka.trust-store", broker.trustStore().toString()));
        one = installation.node();
        other = installation.anotherNode();
    }

    public static void main(String[] arguments) throws IOException {
        int calls = arguments.length == 0 ? 3000 : Integer.parseInt(arguments[0]);
        try (KilledBroker broker = new KilledBroker()) {
            Account account = broker.inMidTraffic(calls);
            System.out.printf(
                    "  calls told by the topic    %5d%n  in the inbox               %5d%n  lost                       %5d%n"
                            + "  handled                    %5d%n  offsets not committed      %5d%n"
                            + "  cases that have ended      %5d, followers were told of %d%n",
                    account.told(),
                    account.stored(),
                    account.told() - account.stored(),
                    account.handled(),
                    account.behind(),
                    account.ended(),
                    account.followed());
            System.exit(account.told() == account.stored() ? 0 : 1);
        }
    }

    /**
     * What became of the calls.
     *
     * @param told by the topic
     * @param stored in the inbox, in which an id can be but once
     * @param handled of these
     * @param behind records whose offsets are not committed
     * @param ended cases
     * @param followed of these, how many the topic of events says so of
     */
    record Account(int told, int stored, int handled, long behind, int ended, int followed) {}

    Account inMidTraffic(int many) {
        String run = "crash-" + UUID.randomUUID() + "-";
        List<String> ids =
                IntStream.range(0, many).mapToObj(number -> run + number).toList();
        int third = many / 3;
        try (KafkaTopic calls = new KafkaTopic(broker, CALLS)) {
            tell(calls, ids.subList(0, third));
            awaitStored(ids, third / 4);
            broker.kill();
            awaitHealth("\"ringback.calls\":false");
            broker.again();
            awaitHealth("\"ringback.calls\":true");
            tell(calls, ids.subList(third, 2 * third));
            awaitStored(ids, third + third / 20);
            other.kill();
            tell(calls, ids.subList(2 * third, many));
            calls.awaitTaken();
        }
        awaitStored(ids, many);
        await("each to be handled").atMost(Installation.PATIENCE).until(() -> handled(ids) == many);
        await("all offsets to be committed").atMost(Installation.PATIENCE).until(() -> behind() == 0);
        List<String> ended = ended();
        Account account = new Account(many, stored(ids), handled(ids), behind(), ended.size(), followed(ended));
        other.start();
        return account;
    }

    /** An operator sees it, too. */
    private void awaitHealth(String words) {
        await(words).atMost(Installation.PATIENCE).ignoreExceptions().until(() -> one.send(
                        HttpRequest.newBuilder(one.address("/actuator/health"))
                                .header("X-API-Key", Installation.API_KEY))
                .body()
                .contains(words));
    }

    Installation installation() {
        return installation;
    }

    RunningRingback node() {
        return one;
    }

    /** Where calls are told. */
    KafkaTopic calls() {
        return new KafkaTopic(broker, CALLS);
    }

    private static void tell(KafkaTopic calls, List<String> ids) {
        ids.forEach(id -> calls.tell(
                phone(id), CallAsJson.ofKind("FAILED", id, "+46701111111", phone(id), "\"cause\":\"BUSY\",")));
    }

    /** Of a callee whom nobody else calls. */
    private static String phone(String id) {
        return "+4673%07d".formatted(Math.floorMod(id.hashCode(), 10_000_000));
    }

    /** All of those who have ended, once followers can know. */
    private int followed(List<String> ended) {
        try (KafkaTopic events = new KafkaTopic(broker, EVENTS)) {
            await("all to be told").atMost(Installation.PATIENCE).untilAsserted(() -> assertThat(events.all().stream()
                            .filter(event -> event.record().contains("\"step\":\"ENDED\""))
                            .map(KafkaTopic.Lying::key)
                            .distinct())
                    .containsAll(ended));
        }
        return ended.size();
    }

    private List<String> ended() {
        return installation
                .jdbc()
                .sql("select id::text from failed_call_case where outcome is not null")
                .query(String.class)
                .list();
    }

    private long behind() {
        return broker.behind(GROUP, CALLS);
    }

    private void awaitStored(List<String> ids, int many) {
        await("so many to be stored").atMost(Installation.PATIENCE).until(() -> stored(ids) >= many);
    }

    private int stored(List<String> ids) {
        return count("select count(*) from inbound_event where id = any(?)", ids);
    }

    private int handled(List<String> ids) {
        return count("select count(*) from inbound_event where state = 'HANDLED' and id = any(?)", ids);
    }

    /** Under the names that the inbox gives to failed calls. */
    private int count(String sql, List<String> ids) {
        return installation
                .jdbc()
                .sql(sql)
                .param(ids.stream().map(id -> "failed-call:" + id).toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        other.close();
        installation.close();
        broker.close();
    }
}
