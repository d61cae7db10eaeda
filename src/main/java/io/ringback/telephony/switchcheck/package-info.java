/**
 * {@code bin/check-switch}: plays the endings that a call can have through a customer's switch, as caller and as callee, and compares
 * what Ringback was told with what it should have been. A program of its own, which needs neither database nor settings of Ringback.
 *
 * <p>In: where the switch and Ringback are, and two accounts that no person has. Out: a line for each ending, and what to mend.
 */
package io.ringback.telephony.switchcheck;
