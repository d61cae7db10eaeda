/**
 * What Cockpit's pages show beside what they know: cases that are over, the way of each, and what holds cases up.
 *
 * <p>In: questions of the plugins in {@code deploy/cockpit}, under the login that opened Cockpit. Out: JSON with names, without addresses.
 */
package io.ringback.web.operations.cockpit;
