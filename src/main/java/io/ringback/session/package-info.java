/**
 * The session identifier: the random number that stands for the caller's address in all that the callee sees (claim 17).
 *
 * <p>In: the id of a message. Out: the identifier to write into it, and the hash by which it is found again. An
 * identifier is derived from a secret, so the database alone does not let anyone act.
 */
package io.ringback.session;
