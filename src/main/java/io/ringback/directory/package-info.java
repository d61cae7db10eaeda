/**
 * Who is who: people, the devices that reach them and what they prefer (the patent's mapping means, claims 7 and 12).
 *
 * <p>In: REST and CSV writes, look-ups by address. Out: {@link io.ringback.directory.Person} with devices in the
 * person's order. Knows nothing of cases.
 */
package io.ringback.directory;
