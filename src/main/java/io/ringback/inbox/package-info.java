/**
 * Every event from outside: durable under its unique id before it is acknowledged, handled once, never lost.
 *
 * <p>In: events from adapters, pages and the API. Out: calls of the {@link io.ringback.inbox.EventHandler} of the event's
 * kind, in the transaction that marks the event handled; what cannot be handled is retried with backoff and then shown to
 * operators. The mechanics of the retries are db-scheduler's. Of calls that switches tell, more than can be handled at once are stored
 * first, several in one transaction, and handled in batches.
 *
 * <p>Its table is {@code inbound_event}; db-scheduler keeps its agenda in {@code scheduled_tasks}. {@link
 * io.ringback.web.operations} and {@link io.ringback.web.operations.find} read the events.
 */
package io.ringback.inbox;
