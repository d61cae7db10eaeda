/**
 * SIP (RFC 3261) for Camel: the component {@code sip:}, and the user agent beneath it, on JAIN-SIP. It knows nothing of
 * Ringback and could be published with {@code sdp}.
 *
 * <p>In: requests of the peers it was told of. Out: requests of its own, and {@link io.ringback.protocol.sip.Leg}s: calls that are
 * placed, answered, steered and hung up by whoever uses the {@link io.ringback.protocol.sip.UserAgent}.
 */
package io.ringback.protocol.sip;
