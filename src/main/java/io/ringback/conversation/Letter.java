package io.ringback.conversation;

/**
 * A letter to a person, ready to be sent, in plain text and in HTML. Both say the same.
 *
 * @param subject one line
 * @param text plain text, lines of at most 76 columns
 * @param html a whole HTML document without remote content
 */
public record Letter(String subject, String text, String html) {}
