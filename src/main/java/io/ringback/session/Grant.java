package io.ringback.session;

import java.time.Instant;

/**
 * What the receiver of a message may do with the session identifier in it.
 *
 * @param purpose the one thing
 * @param expiresAt until when
 */
public record Grant(Purpose purpose, Instant expiresAt) {}
