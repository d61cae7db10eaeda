package io.ringback.wording;

/**
 * What is written to a person, in their language, before a medium gives it its form.
 *
 * @param subject one line
 * @param text plain text
 * @param html the same as HTML
 */
public record Letter(String subject, String text, String html) {}
