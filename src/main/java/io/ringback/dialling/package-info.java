/**
 * No surprise on the bill: which addresses Ringback may call at all, and how often for whom.
 *
 * <p>In: the settings {@code ringback.dialling.*} and the addresses that a connection is about to call. Out: nothing, or a
 * sentence for operators that says why not, without the address.
 */
package io.ringback.dialling;
