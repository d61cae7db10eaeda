package io.ringback.directory;

import java.util.UUID;

/**
 * Somebody whom a person knows.
 *
 * @param personId who is known
 * @param vip whether this one's calls matter to the person
 */
public record Contact(UUID personId, boolean vip) {}
