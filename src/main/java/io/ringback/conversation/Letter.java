package io.ringback.conversation;

/**
 * What is written to a person, in the person's language.
 *
 * @param subject one line
 * @param text the whole of it as plain text
 * @param html the whole of it as an HTML document
 */
public record Letter(String subject, String text, String html) {}
