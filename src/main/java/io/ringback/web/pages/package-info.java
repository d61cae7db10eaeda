/**
 * The pages that people open from a message: the question, the contact means, taking an answer back, and getting no more
 * messages. Small, without scripts, in the reader's language.
 *
 * <p>In: requests of browsers with a session identifier in the path. Out: calls to
 * {@link io.ringback.conversation.Conversation}. A GET shows, only a POST acts (mail scanners follow links).
 */
package io.ringback.web.pages;
