/**
 * The same flow as Ringback's, as the engine's tutorials draw it: what Ringback is compared with, in a process of its own.
 *
 * <p>In: the driver's events and forms. Out: mail. Everything about the engine is the starter's default: history full,
 * eventing on, job executor as it comes; sends are service tasks with {@code asyncBefore} that talk to the mail server
 * themselves; messages are correlated by business key.
 */
package io.ringback.benchmark.stock;
