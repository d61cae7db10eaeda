/**
 * HTTP to servers that strangers have named.
 *
 * <p>In: a request, and which servers of one's own may be at internal addresses. Out: an answer, read no further than a bound, from a public
 * address, in time. What the answer means is for each protocol to say.
 */
package io.ringback.protocol.http;
