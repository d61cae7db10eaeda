package io.ringback.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of cells as a node has it. */
class CellsTest {

    private static final Address BOB = new Address("tel:+46701740606");
    private static final String BOBS = CalleeKey.of(BOB).hash();
    private static final String TWO = "cell north 00-7f http://north.example\ncell south 80-ff http://south.example\n";

    @TempDir
    Path folder;

    private Path file;
    private String own;
    private String other;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("cells"), TWO);
        own = CalleeKey.of(BOB).slot() < 0x80 ? "north" : "south";
        other = own.equals("north") ? "south" : "north";
    }

    private Cells cells(String name) {
        return new Cells(new CellsProperties(file.toString(), name, ""));
    }

    @Test
    void aNodeKnowsItsCellByItsSettings() {
        TestDatabase database = TestDatabase.fresh();
        try (Spine one = Spine.from("cells", database);
                Spine north = Spine.from(
                        "cells",
                        database,
                        new Spine.Setting("ringback.cells.table", file.toString()),
                        new Spine.Setting("ringback.cells.own", other))) {
            assertThat(one.the(Cells.class).elsewhere(BOB)).isEmpty();
            assertThat(north.the(Cells.class).elsewhere(BOB).map(Cell::name)).contains(own);
        }
    }

    @Test
    void withoutATableThereIsOneCell() {
        Cells cells = new Cells(new CellsProperties("", "", ""));

        assertThat(cells.elsewhere(BOB)).isEmpty();
        assertThat(cells.table()).isEmpty();
    }

    @Test
    void aCalleeIsElsewhereForAllCellsButTheirOwn() {
        assertThat(cells(own).elsewhere(BOB)).isEmpty();
        assertThat(cells(other).elsewhere(BOB).map(Cell::name)).contains(own);
    }

    @Test
    void whoMovesDoesSoWithoutARestart() throws IOException {
        Cells cells = cells(own);

        Files.writeString(file, TWO + "lives " + BOBS + " " + other + "\n");

        assertThat(cells.elsewhere(BOB).map(Cell::name)).contains(other);
    }

    @Test
    void aTableThatHasBecomeWrongChangesNothingUntilItIsRightAgain() throws IOException {
        Cells cells = cells(own);

        Files.writeString(file, "cell north 00-7f http://north.example\n");
        assertThat(cells.elsewhere(BOB)).isEmpty();
        Files.writeString(file, "cell north 00-8f http://north.example\ncell south 90-ff http://south.example\n");
        assertThat(cells.elsewhere(BOB)).isEmpty();
        Files.delete(file);
        assertThat(cells.elsewhere(BOB)).isEmpty();
        Files.writeString(file, TWO + "lives " + BOBS + " " + other + " # moved\n");
        assertThat(cells.elsewhere(BOB).map(Cell::name)).contains(other);
    }

    @Test
    void aNodeDoesNotStartWithATableThatIsWrongOrWithoutItsCell() throws IOException {
        assertThatThrownBy(() -> cells("west"))
                .hasMessageContaining("ringback.cells.own is \"west\"")
                .hasMessageContaining("[north, south]");
        Files.writeString(file, "cell north 00-7f http://north.example\n");
        assertThatThrownBy(() -> cells("north"))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("The slot 80 belongs to no cell");
        Files.delete(file);
        assertThatThrownBy(() -> cells("north")).hasMessageContaining("cannot be read");
    }
}
