package io.ringback.sealing;

import java.util.stream.Stream;

/**
 * A column that holds something encrypted. Its owner declares it, with the statements by which all its rows are encrypted anew with
 * another key.
 *
 * @param name the table and the column, such as {@code device.address_sealed}; what is encrypted for one opens in no other
 * @param read selects {@code row}, what a row is called as text, and {@code sealed}; of the rows after a named one, null for all, the
 *     next ones in their order, up to a number: the two parameters
 * @param write replaces what was encrypted, in the row named, if it is still what it was: the three parameters
 */
public record SealedColumn(String name, String read, String write) {

    /** Something with such columns. */
    public interface Owner {

        /** All of them. */
        Stream<SealedColumn> sealedColumns();
    }

    /** One row's value. */
    String place(Object row) {
        return name + '/' + row;
    }
}
