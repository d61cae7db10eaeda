/**
 * Programs that nobody wrote for Ringback, as a SIP installation has them: a switch (Kamailio), phones (baresip,
 * linphonec), a scripted peer (SIPp), and ears: what a phone heard, what went over the wire.
 *
 * <p>In: what a test wants them to do. Out: what they saw and heard. {@link io.ringback.peers.Peers} ends them with the test.
 */
package io.ringback.peers;
