package io.ringback.web.operations.overview;

/**
 * One of the few very large figures.
 *
 * @param name what it counts
 * @param figure the number
 * @param words what there is to say of it
 * @param link the page that shows what was counted
 */
public record BigFigure(String name, long figure, String words, Sign sign, String link) {}
