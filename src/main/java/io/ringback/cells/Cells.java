package io.ringback.cells;

import io.ringback.directory.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Says which cell a callee belongs to, by the table as it stands in its file now: who moves does so without a restart. A file that has
 * become wrong changes nothing, and the log says why. This node's own cell and its slots are those it started with.
 */
@Component
@EnableConfigurationProperties(CellsProperties.class)
public class Cells {

    private static final Logger LOG = LoggerFactory.getLogger(Cells.class);

    /** As a file stood when it was read. */
    private record Reading(FileTime changed, long size, CellTable table) {}

    private final Optional<Path> file;
    private final String own;
    private volatile Reading reading;

    Cells(CellsProperties settings) {
        file = Optional.of(settings.table()).filter(path -> !path.isBlank()).map(Path::of);
        own = settings.own();
        if (file.isPresent()) {
            try {
                reading = read(file.get());
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "ringback.cells.table is \"" + file.get() + "\", which cannot be read. Name a file that can.",
                        e);
            }
        }
    }

    private Reading read(Path path) throws IOException {
        FileTime changed = Files.getLastModifiedTime(path);
        long size = Files.size(path);
        try {
            CellTable table = CellTable.read(Files.readAllLines(path));
            Cell cell = table.named(own)
                    .orElseThrow(() -> new IllegalArgumentException("ringback.cells.own is \"" + own
                            + "\", which the table does not have. Name one of "
                            + table.cells().stream().map(Cell::name).toList() + "."));
            if (reading != null && !sameSlots(cell, reading.table())) {
                throw new IllegalArgumentException("This cell has other slots than when this node started. Restart its"
                        + " nodes, once their people have moved.");
            }
            return new Reading(changed, size, table);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The table of cells, " + path + ", cannot be used. " + e.getMessage(), e);
        }
    }

    private boolean sameSlots(Cell cell, CellTable before) {
        Cell then = before.named(own).orElseThrow();
        return then.firstSlot() == cell.firstSlot() && then.lastSlot() == cell.lastSlot();
    }

    /** The table, if there are cells. */
    public Optional<CellTable> table() {
        return file.map(this::current);
    }

    private CellTable current(Path path) {
        Reading known = reading;
        try {
            FileTime changed = Files.getLastModifiedTime(path);
            if (!changed.equals(known.changed()) || Files.size(path) != known.size()) {
                return again(path, changed);
            }
        } catch (IOException e) {
            LOG.warn("The table of cells, {}, cannot be read now; what it said before holds", path, e);
        }
        return known.table();
    }

    private synchronized CellTable again(Path path, FileTime changed) throws IOException {
        if (reading.changed().equals(changed) && Files.size(path) == reading.size()) {
            return reading.table();
        }
        try {
            reading = read(path);
            LOG.info("The table of cells, {}, was read anew", path);
        } catch (IllegalArgumentException e) {
            LOG.error("{} What it said before holds.", e.getMessage());
            // Looked at again when it changes again.
            reading = new Reading(changed, Files.size(path), reading.table());
        }
        return reading.table();
    }

    /** The cell of a callee, if it is another one than this node's. */
    public Optional<Cell> elsewhere(Address callee) {
        return table().map(table -> table.of(CalleeKey.of(callee)))
                .filter(cell -> !cell.name().equals(own));
    }

    /** Whether one of them at least is of this node's cell. */
    public boolean haveHere(Address... people) {
        return Stream.of(people).anyMatch(one -> elsewhere(one).isEmpty());
    }

    /** The other cells that they are of, in their order. */
    public List<Cell> othersOf(Address... people) {
        return Stream.of(people)
                .flatMap(one -> elsewhere(one).stream())
                .distinct()
                .toList();
    }

    /** The name of this node's cell; empty if there is one cell only. */
    public String own() {
        return own;
    }
}
