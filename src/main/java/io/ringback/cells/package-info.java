/**
 * Which cell of an installation a callee belongs to, and how what is told of another cell's callee gets there (docs/cells.md).
 *
 * <p>In: addresses, and the table of cells that {@code ringback.cells.table} names. Out: a {@link io.ringback.cells.Cell}, and what it
 * answered. Without a table there is one cell, and nobody is asked anything.
 */
package io.ringback.cells;
