/**
 * The ladder of messages of a case, as operators see it: with addresses masked, or, for groups that may see them, as it was.
 *
 * <p>In: the rungs that {@link io.ringback.ladder} keeps, and each request of people and programs that concerns a case. Out: a page,
 * and a file of packets.
 */
package io.ringback.web.operations.ladder;
