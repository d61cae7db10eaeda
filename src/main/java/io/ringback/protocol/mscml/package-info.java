/**
 * MSCML (RFC 5022): what a media server is asked to play and collect, and what it answers.
 *
 * <p>In: XML that may come from anybody. Out: records. Knows no SIP and no sound.
 */
package io.ringback.protocol.mscml;
