/**
 * What the files of {@code bpmn/} must keep to, tried before they are put into force
 * (docs/decisions/0017-try-before-accepting.md). It stores nothing and writes to nobody, so that it can also be asked
 * without a database.
 *
 * <p>In: the files, and the tables that are in force beside them. Out: what is refused and what is warned of, each with
 * its element and how to mend it.
 */
package io.ringback.engine.trial;
