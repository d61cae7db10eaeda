/**
 * Reading XML that may come from anybody: nothing is fetched, nothing is expanded.
 *
 * <p>Out: a factory of readers. What a document may hold, and how much, is for each protocol to say.
 */
package io.ringback.protocol.xml;
