/**
 * The same flow without any engine: what a case costs at least if the same is to be durable. Ringback is compared with it, in a
 * process of its own.
 *
 * <p>In: the driver's events and forms. Out: mail. The facts that Ringback keeps of a case (case, pair, inbox, outbox, session
 * identifiers, journal) are written by hand into Ringback's own tables, each transaction in one statement and as many of them as
 * Ringback has; the pages and letters are Ringback's. What it does not have: docs/benchmark.md.
 */
package io.ringback.benchmark.bare;
