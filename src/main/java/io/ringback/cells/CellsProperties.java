package io.ringback.cells;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the installation has several cells, and which one this node is of.
 *
 * @param table the file with the table of cells; empty: there is one cell
 * @param own the name of this node's cell
 * @param apiKey with which this cell hands on what a switch told by SIP, or a route; all cells know it, with the scope {@code calls.write}
 */
@ConfigurationProperties("ringback.cells")
record CellsProperties(
        @DefaultValue("") String table,
        @DefaultValue("") String own,
        @DefaultValue("") String apiKey) {

    /** Hides the key. */
    @Override
    public String toString() {
        return "CellsProperties[" + table + ", " + own + "]";
    }
}
