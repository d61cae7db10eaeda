/**
 * What people say to Ringback, and what becomes of what Ringback says to them: answers, contact means used, replies and
 * reports (claims 1, 3, 6, 13, 18-21).
 *
 * <p>In: steps of the process, and people's answers from any medium. Out: messages for {@link io.ringback.delivery},
 * events for {@link io.ringback.inbox}.
 *
 * <p>To say something and to let it take effect are two things. Whoever brings something in calls {@link
 * io.ringback.conversation.Conversation}, which stores it as one event. The handler of that event, here or in {@link
 * io.ringback.texting}, calls {@link io.ringback.conversation.Effects} and {@link io.ringback.conversation.NoMoreMessages} in the
 * event's transaction.
 */
package io.ringback.conversation;
