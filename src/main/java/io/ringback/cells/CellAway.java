package io.ringback.cells;

/** Another cell could not be told; nothing was stored of what is its own. Whoever told it tells it again. */
public final class CellAway extends RuntimeException {

    /** What is the matter with it, as the rest of a sentence. */
    public CellAway(Cell cell, String problem, Exception cause) {
        super("The cell " + cell.name() + ", to which the callee belongs, " + problem, cause);
    }
}
