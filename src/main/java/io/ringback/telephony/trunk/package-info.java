/**
 * The trunk: the node's own SIP user agent towards the switch, and the Camel component {@code sip} on it.
 *
 * <p>In: the settings {@code ringback.sip}. Out: a {@link io.ringback.protocol.sip.UserAgent}, its health and its metrics. Without
 * {@code ringback.sip.proxy} there is no trunk, and no port is bound.
 */
package io.ringback.telephony.trunk;
