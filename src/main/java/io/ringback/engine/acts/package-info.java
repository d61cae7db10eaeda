/**
 * Does to cases and their processes what operators want ({@link io.ringback.web.operations.acts}): through the diagram where that has a way,
 * and in the transaction of who asks.
 *
 * <p>In: an act and a case. Out: that it is done, or why it cannot be. Before anything is done, the same rules say what would come of it.
 */
package io.ringback.engine.acts;
