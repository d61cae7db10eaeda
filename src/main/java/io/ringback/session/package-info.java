/**
 * The session identifier: the random number that stands for the caller's address in all that the callee sees (claim 17).
 *
 * <p>In: the id of a message. Out: the identifier to write into it, the hash by which it is found again, and whether its holder
 * may still act. An identifier is derived from a secret, so the database alone does not let anyone act.
 *
 * <p>A telephone number may be lent in its place ({@code lent_number}), and it may be dialled as a SIP address.
 *
 * <p>Its table is {@code session_identifier}. {@link io.ringback.wording}, {@link io.ringback.texting} and {@link
 * io.ringback.delivery} join it to find the message that an identifier acts on, or what somebody has not answered yet, in one query.
 */
package io.ringback.session;
