/**
 * What people say to Ringback, and what becomes of what Ringback says to them: answers, contact means used, replies and
 * reports (claims 1, 3, 6, 13, 18-21).
 *
 * <p>In: steps of the process, and people's answers from any medium. Out: messages for {@link io.ringback.delivery},
 * events for {@link io.ringback.inbox}.
 */
package io.ringback.conversation;
