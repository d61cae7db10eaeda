package io.ringback.cells;

import io.ringback.directory.Address;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;

/** Puts a record whose key is an address into a partition of the cell where that person lives. */
public final class CellPartitioner implements Partitioner {

    private Cells cells;

    /** Called by Kafka, which makes it by name. */
    public CellPartitioner() {}

    @Override
    public void configure(Map<String, ?> configs) {
        cells = CellAssignor.of(configs);
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        CellTable table = cells.table().orElseThrow(() -> new IllegalStateException("There is no table of cells."));
        CalleeKey callee = CalleeKey.of(new Address(new String(keyBytes, StandardCharsets.UTF_8)));
        return CellPartitions.of(callee, table, cluster.partitionCountForTopic(topic));
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
