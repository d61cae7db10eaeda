/**
 * A load program: what SIP traffic an installation takes, beside what SIPp and Kamailio take in the same run.
 *
 * <p>In: the command line of {@code bin/load}. Out: a table, and an exit status that is not 0 if anything went wrong. It starts
 * Ringback in a Java process of its own on an empty PostgreSQL, and drives it with SIPp.
 */
package io.ringback.load;
