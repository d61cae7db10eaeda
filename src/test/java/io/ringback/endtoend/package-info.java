/**
 * The whole of Ringback between a real switch and real phones: calls fail into it and are connected by it.
 *
 * <p>In: what people do with phones and pages. Out: what they hear, what goes over the wire, what the case's journal says.
 */
package io.ringback.endtoend;
