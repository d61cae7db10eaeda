/**
 * What holds the house up: its rules, proved on rooms that do not exist yet; the drawing of its rooms; the owners of its tables;
 * and that what is written about it is true.
 *
 * <p>In: the classes, the SQL in them, the documentation. Out: a test that names file, line and mend.
 */
package io.ringback.house;
