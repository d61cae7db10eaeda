/**
 * Whether a signature vouches for the caller's number: STIR (RFC 8224, RFC 8225, RFC 8226) and SHAKEN (RFC 8588).
 *
 * <p>In: the Identity headers of a call, who called and whom. Out: whether somebody whom we trust has signed just that.
 */
package io.ringback.telephony.stir;
