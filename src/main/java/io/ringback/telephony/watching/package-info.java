/**
 * Watches for signs that callees can be reached again, at the switch: registrations (RFC 3680), presence (RFC 3856) or the state of
 * their calls (RFC 4235), by one subscription each (RFC 6665), while a case waits for them and they may be seen.
 *
 * <p>In: people from {@link io.ringback.conversation.SignsOfLife}, NOTIFYs of the switch. Out: SUBSCRIBEs, and signs for {@link
 * io.ringback.conversation.SignsOfLife}. It has no table: what is watched follows from the cases, and which node does it from the nodes
 * that live.
 */
package io.ringback.telephony.watching;
