/**
 * Multimedia messages over MM7 (3GPP TS 23.140 release 6, 8.7): SOAP 1.1 with attachments over HTTP, both directions.
 *
 * <p>In: the map of {@code direct:send-mms}, and what the provider's relay hands in. Out: requests for the relay,
 * replies and reports for {@code direct:handed-in}, answers to the relay. Sends and stores nothing itself.
 */
package io.ringback.media.mms;
