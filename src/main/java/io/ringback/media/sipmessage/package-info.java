/**
 * Instant messages as SIP MESSAGE (RFC 3428), with disposition notifications (IMDN, RFC 5438) in CPIM (RFC 3862).
 *
 * <p>In: the map of {@code direct:send-sip-message}, requests of the trunk. Out: requests to the trunk, replies and reports for
 * {@code direct:handed-in}. What is asked of it: {@code camel-routes/sip-message.camel.yaml}.
 */
package io.ringback.media.sipmessage;
