/**
 * Reads people's calendars where they say they are (docs/for-analysts.md). In: the address of a calendar, which anybody may have written.
 * Out: what is there, if it is public, comes in time and is no longer than it may be.
 */
package io.ringback.media.feeds;
