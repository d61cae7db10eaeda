/**
 * Which device may be used now, and which never: STOP and its kin, devices that are left, and no surprise on the bill.
 *
 * <p>In: people with their devices, and the settings {@code ringback.dialling.*}. Out: the devices and telephones that may be
 * used, or a sentence for operators that says why not, without the address; and what day and hour it is for a person, and how
 * much they have on hand.
 *
 * <p>Its table is {@code opt_out}. {@link io.ringback.delivery} joins it as a message leaves, and
 * {@link io.ringback.conversation} as a caller is about to be asked on the line; {@link io.ringback.privacy} tells people of it.
 */
package io.ringback.reach;
