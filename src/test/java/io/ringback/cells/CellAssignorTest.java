package io.ringback.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which partitions the consumers of a cell are given. */
class CellAssignorTest {

    private static final String CALLS = "ringback.calls";

    private final RememberingCell cells = new RememberingCell();

    @AfterEach
    void stop() {
        cells.close();
    }

    private CellAssignor assignor(String own) {
        CellAssignor assignor = new CellAssignor();
        assignor.configure(
                Map.of("group.id", own, "ringback.cells.table", cells.table().toString(), "ringback.cells.own", own));
        return assignor;
    }

    private static Cluster cluster(int partitions) {
        Node broker = new Node(1, "broker.example", 9092);
        Node[] brokers = {broker};
        Collection<PartitionInfo> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(CALLS, partition, broker, brokers, brokers))
                .toList();
        return new Cluster("cluster", List.of(broker), all, Set.of(), Set.of());
    }

    private static List<Integer> given(CellAssignor assignor, int partitions) {
        Subscription each = new Subscription(List.of(CALLS));
        return assignor
                .assign(cluster(partitions), new GroupSubscription(Map.of("one", each, "other", each)))
                .groupAssignment()
                .values()
                .stream()
                .flatMap(one -> one.partitions().stream())
                .map(TopicPartition::partition)
                .sorted()
                .toList();
    }

    @Test
    void theConsumersOfACellSharePartitionsOfTheirCellOnly() {
        assertThat(given(assignor("north"), 6)).containsExactly(0, 1, 2);
        assertThat(given(assignor("south"), 6)).containsExactly(3, 4, 5);
    }

    @Test
    void whoHasAPartitionKeepsItAndGivesUpWhatIsAnotherCells() {
        Subscription has = new Subscription(
                List.of(CALLS),
                null,
                List.of(new TopicPartition(CALLS, 1), new TopicPartition(CALLS, 3)),
                7,
                Optional.empty());
        Subscription hasNone = new Subscription(List.of(CALLS), null, List.of(), 7, Optional.empty());

        Map<String, Assignment> given = assignor("south")
                .assign(cluster(4), new GroupSubscription(Map.of("one", has, "other", hasNone)))
                .groupAssignment();

        assertThat(given.get("one").partitions()).containsExactly(new TopicPartition(CALLS, 3));
        assertThat(given.get("other").partitions()).containsExactly(new TopicPartition(CALLS, 2));
    }

    @Test
    void withoutCellsItIsKafkasOwn() {
        CellAssignor assignor = new CellAssignor();
        assignor.configure(Map.of("ringback.cells.table", "", "ringback.cells.own", ""));

        assertThat(given(assignor, 3)).containsExactly(0, 1, 2);
        assertThat(assignor.name()).isEqualTo(new CooperativeStickyAssignor().name());
    }

    @Test
    void twoCellsInOneGroupDoNotUnderstandEachOther() {
        assertThat(assignor("north").name()).isNotEqualTo(assignor("south").name());
    }

    @Test
    void whereACellHasNoWholePartitionsNothingIsGiven() {
        assertThatThrownBy(() -> given(assignor("north"), 3)).hasMessageContaining("are not whole partitions");
    }
}
