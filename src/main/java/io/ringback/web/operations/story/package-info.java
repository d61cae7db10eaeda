/**
 * A case on one page: why its callee has or has not got anything, the way it took through the diagram, and its journey in sentences.
 *
 * <p>In: rows of the case, and its diagram through {@link io.ringback.web.operations.story.CaseDiagrams}, which the engine implements. Out:
 * the page, what a browser draws from, and word that something has changed.
 */
package io.ringback.web.operations.story;
