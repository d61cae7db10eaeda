package io.ringback.cells;

import static io.ringback.cells.CalleeKey.SLOTS;

import java.util.List;
import java.util.stream.IntStream;

/** Which partitions of a topic a cell has: those of its slots, whole ones. */
final class CellPartitions {

    private CellPartitions() {}

    /** The partition of a slot, by whole numbers. */
    static int of(int slot, int partitions) {
        return slot * partitions / SLOTS;
    }

    /** The partition of whoever the key names, where they live: of their slot, or one of the cell to which they have moved. */
    static int of(CalleeKey callee, CellTable table, int partitions) {
        Cell cell = table.of(callee);
        if (cell.has(callee.slot())) {
            return of(callee.slot(), partitions);
        }
        List<Integer> theirs = of(cell, partitions);
        return theirs.get(callee.slot() % theirs.size());
    }

    /**
     * The partitions of a cell, in their order.
     *
     * @throws IllegalArgumentException if one of them has slots of another cell too, or not each slot could have one
     */
    static List<Integer> of(Cell cell, int partitions) {
        int first = of(cell.firstSlot(), partitions);
        int last = of(cell.lastSlot(), partitions);
        if (partitions > SLOTS
                || cell.firstSlot() > 0 && of(cell.firstSlot() - 1, partitions) == first
                || cell.lastSlot() < SLOTS - 1 && of(cell.lastSlot() + 1, partitions) == last) {
            throw new IllegalArgumentException(String.format(
                    "The slots %02x-%02x of the cell %s are not whole partitions of a topic with %d of them. Give the topic a"
                            + " number of partitions up to %d that the cells' slots are whole ones of; the partition of a"
                            + " slot is slot * partitions / %d.",
                    cell.firstSlot(), cell.lastSlot(), cell.name(), partitions, SLOTS, SLOTS));
        }
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
