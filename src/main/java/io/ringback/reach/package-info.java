/**
 * Which device may be used now, and which never: STOP and its kin, devices that are left, and no surprise on the bill.
 *
 * <p>In: people with their devices, and the settings {@code ringback.dialling.*}. Out: the devices and telephones that may be
 * used, or a sentence for operators that says why not, without the address.
 */
package io.ringback.reach;
