package io.ringback.cells;

import java.nio.file.Path;

/** Makes what a node has of its cells, for tests outside this package. */
public final class TablesOfCells {

    private TablesOfCells() {}

    /** As a node of the cell {@code own} has it. */
    public static Cells of(Path table, String own) {
        return new Cells(new CellsProperties(table.toString(), own, ""));
    }
}
