package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code bin/soak} takes for growth. */
class GrowthTest {

    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void aTableMayBeTwiceAsLargeAsItsRowsAndAMegabyteMore() {
        List<Relation> anew = List.of(table("journal_entry", 10), table("open_pair", 0));

        assertThat(Growth.ofTables(List.of(table("journal_entry", 21), table("open_pair", 1)), anew))
                .isEmpty();
        assertThat(Growth.ofTables(List.of(table("journal_entry", 22), table("open_pair", 2)), anew))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("journal_entry has 22528 KB, and 10240 KB written anew");
    }

    @Test
    void memoryMayNotGrowWhileAsMuchGoesAsComes() {
        assertThat(Growth.ofHours(List.of(hour(60, 0), hour(100, 0), hour(120, 0), hour(136, 0))))
                .isEmpty();
        assertThat(Growth.ofHours(List.of(hour(60, 0), hour(100, 0), hour(120, 0), hour(137, 0))))
                .containsExactly("The heap in use was 100 MB in the middle of the hours, and 137 MB in the end");
    }

    @Test
    void aTimerMayNotBeLateByMoreThanAnHour() {
        assertThat(Growth.ofHours(List.of(hour(60, 0), hour(60, 61))))
                .containsExactly("In hour 1 a timer had been due for 61 minutes");
    }

    private static Relation table(String name, long megabytes) {
        return new Relation(name, false, megabytes * MEGABYTE, 10, 3);
    }

    private static SoakedHour hour(long heap, double late) {
        return new SoakedHour(
                1,
                10,
                1,
                2,
                heap * MEGABYTE,
                400 * MEGABYTE,
                new SoakedDatabase.Standing(1, 2, 3, 0, 0, 0, late, 1),
                List.of());
    }
}
