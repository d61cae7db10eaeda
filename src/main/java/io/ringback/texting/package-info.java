/**
 * Short texts to people and from them: what a message says in one short text and from which sender it comes, and what a text that
 * somebody writes to a sender answers (claims 4, 16 and 20).
 *
 * <p>In: messages that leave by SMS, MMS or instant message, and texts that came in. Out: bodies for the adapters, with the
 * alphabet that a text needs; events for {@link io.ringback.inbox}, and their effects in {@link io.ringback.conversation}.
 *
 * <p>Its table is {@code sender_use}.
 */
package io.ringback.texting;
