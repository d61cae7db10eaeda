/**
 * What switches and mail systems tell: calls that failed and calls that were answered (claims 5 and 11, S21-S22).
 *
 * <p>In: what an adapter read. Out: a {@link io.ringback.failedcall.FailedCall} with its cause, or nothing where the
 * classification table says that the ending is none of our business.
 *
 * <p>Its tables are {@code sent_mail} and {@code test_call_note}.
 */
package io.ringback.failedcall;
