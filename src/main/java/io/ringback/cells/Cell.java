package io.ringback.cells;

import java.net.URI;

/**
 * One cell of an installation: a PostgreSQL and its nodes.
 *
 * @param name by which the table calls it
 * @param firstSlot the first of its slots
 * @param lastSlot the last of them
 * @param url where its nodes take requests
 */
public record Cell(String name, int firstSlot, int lastSlot, URI url) {

    /** Whether a slot is its own. */
    public boolean has(int slot) {
        return slot >= firstSlot && slot <= lastSlot;
    }

    /** How many slots it has. */
    public int slots() {
        return lastSlot - firstSlot + 1;
    }
}
