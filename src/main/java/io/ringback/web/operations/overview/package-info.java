/**
 * What the overview shows so large that a night shift reads it from across the room. In come counts, the health of the parts and the
 * settings of providers; out go figures and states, each with a word for how it stands.
 */
package io.ringback.web.operations.overview;
