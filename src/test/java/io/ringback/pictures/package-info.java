/**
 * Pictures of every page, in every width and both themes, for people to look at; and a test that looks at what a machine can see. Ringback
 * runs as {@code bin/run} starts it, filled with cases in every state.
 */
package io.ringback.pictures;
