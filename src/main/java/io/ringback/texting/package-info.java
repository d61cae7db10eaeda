/**
 * Short texts: what fits into one short message, and how it is counted.
 *
 * <p>In: a text. Out: the alphabet it can be written in, and how many short messages it takes.
 */
package io.ringback.texting;
