/**
 * Addresses at rest: as keyed hashes where they are only looked up by, and encrypted where somebody has to read them, with keys that
 * are not in the database (docs/decisions/0026-addresses-at-rest.md).
 *
 * <p>In: an address as its owner normalises it, and the column and the row that it is for. Out: what may stand in that row, and back.
 *
 * <p>Its tables are {@code address_key} and {@code address_hash_key}.
 */
package io.ringback.sealing;
