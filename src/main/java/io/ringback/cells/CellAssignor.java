package io.ringback.cells;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads the partitions of this cell's slots over the nodes of the cell, as {@link CooperativeStickyAssignor} spreads all of them; the
 * others are other cells'. Two cells in one group of consumers do not understand each other, so that none takes what is the other's.
 * Without a table of cells it is that assignor, by its name too.
 */
public final class CellAssignor extends CooperativeStickyAssignor implements Configurable {

    /** The settings of a consumer that name the table and the cell. */
    static final String TABLE = "ringback.cells.table";

    static final String OWN = "ringback.cells.own";

    private static final Logger LOG = LoggerFactory.getLogger(CellAssignor.class);

    private Cells cells = new Cells(new CellsProperties("", "", ""));

    /** Called by Kafka, which makes it by name. */
    public CellAssignor() {}

    @Override
    public void configure(Map<String, ?> configs) {
        cells = of(configs);
    }

    static Cells of(Map<String, ?> configs) {
        return new Cells(new CellsProperties(text(configs, TABLE), text(configs, OWN), ""));
    }

    private static String text(Map<String, ?> configs, String name) {
        Object value = configs.get(name);
        return value == null ? "" : value.toString();
    }

    @Override
    public String name() {
        return cells.table().isEmpty() ? super.name() : "ringback-cell-" + cells.own();
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription subscriptions) {
        return cells.table()
                .map(table -> spread(table.named(cells.own()).orElseThrow(), metadata, subscriptions))
                .orElseGet(() -> super.assign(metadata, subscriptions));
    }

    /** The assignor of Kafka counts partitions from 0, so it sees those of a cell as if there were no others. */
    private GroupAssignment spread(Cell own, Cluster all, GroupSubscription subscriptions) {
        Map<String, Integer> first = new HashMap<>();
        List<PartitionInfo> counted = new ArrayList<>();
        for (String topic : all.topics()) {
            List<PartitionInfo> partitions = all.partitionsForTopic(topic);
            List<Integer> ours = partitions(own, topic, partitions.size());
            first.put(topic, ours.get(0));
            partitions.stream()
                    .filter(one -> ours.contains(one.partition()))
                    .map(one -> counted(one, first.get(topic)))
                    .forEach(counted::add);
        }
        Cluster cell = new Cluster(
                all.clusterResource().clusterId(),
                all.nodes(),
                counted,
                all.unauthorizedTopics(),
                all.internalTopics(),
                all.controller());
        Map<String, Subscription> members = new HashMap<>();
        subscriptions.groupSubscription().forEach((member, one) -> members.put(member, counted(one, cell, first)));
        Map<String, Assignment> given = new HashMap<>();
        super.assign(cell, new GroupSubscription(members))
                .groupAssignment()
                .forEach((member, one) -> given.put(
                        member,
                        new Assignment(
                                one.partitions().stream()
                                        .map(each -> new TopicPartition(
                                                each.topic(), each.partition() + first.get(each.topic())))
                                        .toList(),
                                one.userData())));
        return new GroupAssignment(given);
    }

    private static PartitionInfo counted(PartitionInfo one, int first) {
        return new PartitionInfo(
                one.topic(),
                one.partition() - first,
                one.leader(),
                one.replicas(),
                one.inSyncReplicas(),
                one.offlineReplicas());
    }

    /** What a member has that is not the cell's any more does not count. */
    private static Subscription counted(Subscription one, Cluster cell, Map<String, Integer> first) {
        Subscription counted = new Subscription(
                one.topics(),
                one.userData(),
                one.ownedPartitions().stream()
                        .filter(each -> first.containsKey(each.topic()))
                        .map(each -> new TopicPartition(each.topic(), each.partition() - first.get(each.topic())))
                        .filter(each -> cell.partition(each) != null)
                        .toList(),
                one.generationId().orElse(DEFAULT_GENERATION),
                one.rackId());
        counted.setGroupInstanceId(one.groupInstanceId());
        return counted;
    }

    private static List<Integer> partitions(Cell own, String topic, int many) {
        try {
            return CellPartitions.of(own, many);
        } catch (IllegalArgumentException e) {
            LOG.error("Nothing is taken from the topic {}. {}", topic, e.getMessage());
            throw e;
        }
    }
}
