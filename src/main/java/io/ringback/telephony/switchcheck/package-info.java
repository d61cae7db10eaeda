/**
 * Plays calls between two accounts that no person has through a customer's switch, as caller and as callee.
 *
 * <p>{@code bin/check-switch}: each ending that a call can have, compared with what Ringback was told. A program of its own, which needs
 * neither database nor settings of Ringback. In: where the switch and Ringback are, and the two accounts. Out: a line for each ending, and
 * what to mend.
 *
 * <p>The synthetic call ({@code ringback.synthetic-call}): inside a node, every few minutes, one call that fails and is connected after all.
 * In: settings. Out: the table {@code synthetic_call}, which this package owns, health and metrics.
 */
package io.ringback.telephony.switchcheck;
