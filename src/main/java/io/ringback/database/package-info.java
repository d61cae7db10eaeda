/**
 * Round trips to the database. A statement whose result nobody waits for goes with the next one of its transaction, or with its
 * commit (docs/decisions/0032-statements-that-go-together.md); so does what is to be known once it is committed
 * (docs/decisions/0047-composed-from-what-the-step-knows.md).
 *
 * <p>In: the text of a statement, marked by its owner. Out: the same statements in the same order, in fewer trips.
 */
package io.ringback.database;
