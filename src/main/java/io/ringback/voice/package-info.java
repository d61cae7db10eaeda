/**
 * Messages that are spoken: what Ringback says to people by telephone, in their language.
 *
 * <p>In: what a message is about. Out: what the announcement server plays, one prompt after the other.
 */
package io.ringback.voice;
