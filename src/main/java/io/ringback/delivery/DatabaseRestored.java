package io.ringback.delivery;

/**
 * Told in the transaction that writes it down, when the database is another than before: restored from a dump,
 * or gone on from a backup or on a standby.
 *
 * @param identity which it is now
 */
public record DatabaseRestored(String identity) {}
