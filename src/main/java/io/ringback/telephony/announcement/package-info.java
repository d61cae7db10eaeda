/**
 * The announcement server: RFC 4240's {@code annc} and RFC 5022's {@code ivr} on a SIP port of its own.
 *
 * <p>In: INVITEs that name a prompt ({@code sip:annc@host;play=file:prompts/signal.wav}), or that bring MSCML, which INFO
 * brings too. Out: the prompt as RTP in G.711, then BYE; the keys that were pressed. Uses {@code protocol} only, can run alone,
 * and another server can stand in its place.
 */
package io.ringback.telephony.announcement;
