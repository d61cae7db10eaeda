package io.ringback.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.directory.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellPartitionsTest {

    private static CellTable table(String first, String second, String more) {
        return CellTable.read(
                List.of("cell north 00-" + first + " http://north", "cell south " + second + "-ff http://south", more));
    }

    @ParameterizedTest(name = "{2} partitions, from {1} on: {3} and {4}")
    @CsvSource(delimiter = '|', textBlock = """
            7f | 80 | 2   | 1   | 1
            7f | 80 | 4   | 2   | 2
            7f | 80 | 6   | 3   | 3
            3f | 40 | 12  | 3   | 9
            55 | 56 | 3   | 1   | 2
            7f | 80 | 256 | 128 | 128
            00 | 01 | 256 | 1   | 255
            """)
    void aCellHasWholePartitionsAndEachPartitionOneCell(
            String last, String next, int partitions, int north, int south) {
        CellTable table = table(last, next, "");
        List<Integer> all = new ArrayList<>();
        table.cells().forEach(cell -> all.addAll(CellPartitions.of(cell, partitions)));

        assertThat(all)
                .containsExactlyElementsOf(
                        IntStream.range(0, partitions).boxed().toList());
        assertThat(CellPartitions.of(table.named("north").orElseThrow(), partitions))
                .hasSize(north);
        assertThat(CellPartitions.of(table.named("south").orElseThrow(), partitions))
                .hasSize(south);
        IntStream.range(0, CalleeKey.SLOTS)
                .forEach(slot -> assertThat(CellPartitions.of(table.bySlot(slot), partitions))
                        .contains(CellPartitions.of(slot, partitions)));
    }

    @ParameterizedTest
    @CsvSource({"7f, 80, 3", "3f, 40, 2", "00, 01, 2", "7f, 80, 1", "7f, 80, 257"})
    void aPartitionThatTwoCellsWouldHaveToShareIsNone(String last, String next, int partitions) {
        CellTable table = table(last, next, "");

        assertThatThrownBy(() -> table.cells().forEach(cell -> CellPartitions.of(cell, partitions)))
                .hasMessageContaining("are not whole partitions of a topic with " + partitions);
    }

    @Test
    void whoHasMovedIsInAPartitionOfTheirNewCell() {
        CalleeKey bob = CalleeKey.of(new Address("tel:+46701740606"));
        String other = bob.slot() < 0x80 ? "south" : "north";
        CellTable table = table("7f", "80", "lives " + bob.hash() + " " + other);

        assertThat(CellPartitions.of(table.named(other).orElseThrow(), 8))
                .contains(CellPartitions.of(bob, table, 8))
                .doesNotContain(CellPartitions.of(bob.slot(), 8));
        assertThat(CellPartitions.of(bob, table("7f", "80", ""), 8)).isEqualTo(CellPartitions.of(bob.slot(), 8));
    }
}
