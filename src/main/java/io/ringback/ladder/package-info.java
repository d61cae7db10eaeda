/**
 * The ladder of a case: what passed between Ringback and the others, message by message, for operators who ask why
 * (docs/decisions/0042-a-ladder-of-messages.md). It is for diagnosis, and nothing else reads it: what is lost of it changes nothing.
 *
 * <p>In: messages as protocols sent and received them, each with the strands that lead to its case. Out: the rungs of a case, and the
 * same to a Homer or sngrep by HEP.
 *
 * <p>Its table is {@code ladder_entry}.
 */
package io.ringback.ladder;
