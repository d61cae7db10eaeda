/**
 * Understands what a switch says about calls that failed or were answered.
 *
 * <p>In: an INVITE that the switch diverted to Ringback (Diversion, History-Info, {@code cause}, Reason), or a PUBLISH of a
 * dialog's state (RFC 4235). Out: the fields that {@code direct:failed-call} and {@code direct:answered-call} take, and the
 * status that the switch is answered with.
 */
package io.ringback.telephony.diversion;
