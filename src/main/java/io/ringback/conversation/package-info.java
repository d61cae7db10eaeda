/**
 * What is said to the caller and the callee, and what they say: question, notification, information and the contact
 * means (claims 1, 3, 6, 13, 18-21).
 *
 * <p>In: steps of the process, and people's answers from any medium. Out: messages for {@link io.ringback.delivery},
 * events for {@link io.ringback.inbox}.
 */
package io.ringback.conversation;
