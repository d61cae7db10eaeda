/**
 * SDP (RFC 8866), and offer and answer in it (RFC 3264): the only reader of session descriptions.
 *
 * <p>In: text of phones, servers and browsers. Out: {@link io.ringback.protocol.sdp.SessionDescription}s that are asked what
 * can be heard and pressed, cut down, turned into answers, made anonymous ({@link io.ringback.protocol.sdp.Anonymity}) or
 * answered by nobody ({@link io.ringback.protocol.sdp.BlackHoleDescription}), and text again. What is not
 * understood is not passed on. Knows no SIP, no RTP and nothing of Ringback.
 */
package io.ringback.protocol.sdp;
