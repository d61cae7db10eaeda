package io.ringback.web.operations.overview;

/**
 * A trunk, a server or an account that is configured, and how it stands.
 *
 * @param name what it is, and where
 * @param words how it stands
 */
public record Provider(String name, String words, Sign sign) {}
