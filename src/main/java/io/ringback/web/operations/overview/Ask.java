package io.ringback.web.operations.overview;

/**
 * One thing that asks for a person.
 *
 * @param words a sentence
 * @param link the page where it is mended; null if there is none
 * @param acts whether it does not mend itself; otherwise it may be meant to be so
 */
public record Ask(String words, String link, boolean acts) {}
