/**
 * What several of the compared applications have in common, so that they do not differ in it by chance: letters, how they
 * are sent, who the people of a call are, and the pages of those that have fixed ones.
 *
 * <p>In and out: nothing of its own. Knows no engine, because it is on the class path of applications with different ones.
 */
package io.ringback.benchmark.shared;
