/**
 * What is said, in whose language, with which contact means (claims 1, 3, 19 and 20).
 *
 * <p>In: an outbound message, or the session identifier that its reader holds. Out: the {@linkplain
 * io.ringback.wording.Content content} that each medium gives words to, letters, and what the pages show.
 */
package io.ringback.wording;
