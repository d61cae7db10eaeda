package io.ringback.cells;

/** What another cell handed on is not this cell's either: the tables of the two differ. Nothing was stored. */
public final class Misdirected extends RuntimeException {

    /**
     * By which cell's table.
     *
     * @param belongs whose it is by our table
     * @param own this cell's name
     */
    public Misdirected(Cell belongs, String own) {
        super("Another cell handed this on to the cell " + own + ", by whose table it belongs to the cell "
                + belongs.name()
                + ": the tables of the cells differ. Give all nodes the same table, and send this again. Nothing was"
                + " stored.");
    }
}
