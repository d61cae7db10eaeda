/**
 * Faults provoked on purpose: the real application in Java processes of its own, between a PostgreSQL, a mail server and
 * a mailbox that fail as the test tells them.
 *
 * <p>{@link io.ringback.faults.Installation} holds the peers, {@link io.ringback.faults.RunningRingback} a node,
 * {@link io.ringback.faults.PlayedCase} takes one case through it as the switch and the two people would.
 */
package io.ringback.faults;
