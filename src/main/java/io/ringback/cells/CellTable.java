package io.ringback.cells;

import static io.ringback.cells.CalleeKey.SLOTS;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which slots belong to which cell, and which callees live elsewhere. A line of its text is a cell, {@code cell NAME FIRST-LAST URL SIP},
 * or a callee by the hash of their key, {@code lives HASH NAME}; what follows a # is for people. The SIP address is for the switch alone.
 */
public final class CellTable {

    private static final Pattern CELL = Pattern.compile(
            "cell +([a-z0-9-]{1,32}) +([0-9a-f]{2})-([0-9a-f]{2}) +(https?://[^\\s?#]+?)/?(?: +sips?:[^\\s\"|]+)?");
    private static final Pattern LIVES = Pattern.compile("lives +([0-9a-f]{32}) +([a-z0-9-]{1,32})");
    private static final Pattern COMMENT = Pattern.compile("\\s*(#.*)?$");

    private final List<Cell> cells;
    private final Map<String, Cell> elsewhere;

    private CellTable(List<Cell> cells, Map<String, Cell> elsewhere) {
        this.cells = List.copyOf(cells);
        this.elsewhere = Map.copyOf(elsewhere);
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if a line cannot be read, or a slot does not belong to exactly one cell; the message says what to do
     */
    public static CellTable read(List<String> lines) {
        List<Cell> cells = new ArrayList<>();
        Map<String, String> lives = new HashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line =
                    COMMENT.matcher(lines.get(number - 1)).replaceFirst("").strip();
            Matcher cell = CELL.matcher(line);
            Matcher one = LIVES.matcher(line);
            if (cell.matches()) {
                cells.add(new Cell(
                        cell.group(1),
                        Integer.parseInt(cell.group(2), 16),
                        Integer.parseInt(cell.group(3), 16),
                        URI.create(cell.group(4))));
            } else if (one.matches()) {
                if (lives.putIfAbsent(one.group(1), one.group(2)) != null) {
                    throw wrong(number, "names a callee who is there already. Leave one of the two lines.");
                }
            } else if (!line.isEmpty()) {
                throw wrong(
                        number,
                        "is neither \"cell NAME FIRST-LAST URL SIP\", such as \"cell north 00-7f https://north.example"
                                + " sip:ringback@192.0.2.9\", nor \"lives HASH NAME\" with the MD5 of a callee's key.");
            }
        }
        Map<String, Cell> byName = checked(cells);
        Map<String, Cell> elsewhere = new HashMap<>();
        lives.forEach((hash, name) -> elsewhere.put(
                hash,
                Optional.ofNullable(byName.get(name))
                        .orElseThrow(() -> new IllegalArgumentException("The callee " + hash + " lives in the cell "
                                + name + ", which the table does not have. Add it, or name one of "
                                + byName.keySet() + "."))));
        return new CellTable(cells, elsewhere);
    }

    private static IllegalArgumentException wrong(int line, String problem) {
        return new IllegalArgumentException("Line " + line + " " + problem);
    }

    private static Map<String, Cell> checked(List<Cell> cells) {
        Map<String, Cell> byName = new HashMap<>();
        int next = 0;
        for (Cell cell :
                cells.stream().sorted(Comparator.comparingInt(Cell::firstSlot)).toList()) {
            if (byName.putIfAbsent(cell.name(), cell) != null) {
                throw new IllegalArgumentException(
                        "The cell " + cell.name() + " is there twice. A cell has one range of slots.");
            }
            if (cell.slots() < 1) {
                throw new IllegalArgumentException("The last slot of the cell " + cell.name()
                        + " comes before its first. Write the smaller one first.");
            }
            if (cell.firstSlot() != next) {
                throw new IllegalArgumentException(String.format(
                        "The slot %02x belongs to %s. Each slot from 00 to ff belongs to exactly one cell.",
                        Math.min(cell.firstSlot(), next), cell.firstSlot() < next ? "two cells" : "no cell"));
            }
            next = cell.lastSlot() + 1;
        }
        if (next != SLOTS) {
            throw new IllegalArgumentException(String.format(
                    "The slot %02x belongs to no cell. Each slot from 00 to ff belongs to exactly one cell.", next));
        }
        return byName;
    }

    /** The cell of that name. */
    public Optional<Cell> named(String name) {
        return cells.stream().filter(cell -> cell.name().equals(name)).findAny();
    }

    /** Where a callee lives: by the exceptions, or else by their slot. */
    public Cell of(CalleeKey callee) {
        Cell exception = elsewhere.isEmpty() ? null : elsewhere.get(callee.hash());
        return exception != null ? exception : bySlot(callee.slot());
    }

    /** Whose slot it is. */
    public Cell bySlot(int slot) {
        return cells.stream().filter(cell -> cell.has(slot)).findAny().orElseThrow();
    }

    /** All cells, in the table's order. */
    public List<Cell> cells() {
        return cells;
    }
}
