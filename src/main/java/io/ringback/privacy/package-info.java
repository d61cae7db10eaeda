/**
 * What people may ask for of what is kept of them: that it is erased, and that they are told what it is (docs/privacy.md).
 *
 * <p>In: a person's id, or an address that is nobody's. Out: their cases end, and everybody who keeps something of them ({@link
 * io.ringback.directory.Traces}) forgets it, in one transaction; or a {@link io.ringback.privacy.PersonFile}.
 *
 * <p>It has no table.
 */
package io.ringback.privacy;
