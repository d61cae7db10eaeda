/**
 * Text to speech, where there is an engine for it: espeak-ng by process, or an HTTP service by a route.
 *
 * <p>In: sentences, some with people's names. Out: sound, or where the built-in announcement server has it. Whoever gets
 * nothing plays a neutral recording.
 */
package io.ringback.telephony.speech;
