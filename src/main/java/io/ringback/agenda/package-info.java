/**
 * What is to be done, and in which lane: connections, each medium, what comes in, housekeeping. What hangs in one lane keeps nothing
 * in another waiting (docs/decisions/0003-inbox-and-outbox.md).
 *
 * <p>In: tasks that {@link io.ringback.inbox}, {@link io.ringback.delivery} and others put on the agenda of db-scheduler. Out: the
 * due ones are picked, from each lane no more than it has room for, in one statement.
 *
 * <p>Its tables are {@code scheduled_tasks} and {@code living_node}. All the rest that is done to the first is done by db-scheduler.
 * {@link io.ringback.delivery} asks the first whether a delivery is still this node's, and the second which nodes live
 * (docs/decisions/0036-handed-over-in-memory.md). The time is that of the database, for all nodes
 * (docs/decisions/0022-one-clock-and-what-had-left.md).
 */
package io.ringback.agenda;
