/**
 * Reading MIME (RFC 2045) that may come from anybody.
 *
 * <p>In: a message or a part, whatever is wrong with it. Out: its parts, read no further than a bound. What the parts mean is for
 * each protocol to say.
 */
package io.ringback.protocol.mime;
