/**
 * The announcement server: RFC 4240's {@code annc} on a SIP port of its own, and the voice that speaks a caller's name.
 *
 * <p>In: INVITEs that name a prompt ({@code sip:annc@host;play=file:prompts/signal.wav}). Out: the prompt as RTP in G.711,
 * then BYE. Uses {@code sip} only, can run alone, and another server can stand in its place.
 */
package io.ringback.announcement;
