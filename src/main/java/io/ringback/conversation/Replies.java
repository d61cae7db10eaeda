package io.ringback.conversation;

import io.ringback.conversation.Conversation.Receipt;
import java.util.UUID;

/** Replies that carry no session identifier: what they answer was found by the addresses they came from and went to. */
public interface Replies {

    /**
     * A reply that is known to be to one message of ours, from the device that it went to.
     *
     * @param eventId identifies the reply for ever, so that it is taken once
     * @param word what it comes down to
     */
    Receipt reply(String eventId, UUID messageId, ReplyWord word);

    /**
     * The answer to a question, by key press. When this returns it is durable; the same event again is answered the same.
     *
     * @param eventId identifies the answer for ever
     * @return CLOSED if the message asks nothing (any more)
     */
    Receipt answer(String eventId, UUID messageId, Answer answer);

    /**
     * What the callee chooses, by key press on the device that the notification went to: there they are connected, or can be
     * reached. When this returns it is durable; the same event again is answered the same.
     *
     * @param eventId identifies the choice for ever
     * @return CLOSED if the message notifies of nothing (any more)
     * @throws IllegalArgumentException if that cannot be chosen now, such as connecting while the switch is away: nothing is
     *     stored, and something else may be chosen
     */
    Receipt choose(String eventId, UUID messageId, Choice choice);

    /**
     * No more messages to the address that this one went to, by key press. Whoever holds a telephone can say that only of this
     * telephone, so other devices of its owner stay as they are; but what waits for the owner is declined.
     *
     * @param eventId identifies the key press for ever
     */
    void optOut(String eventId, UUID messageId);

    /**
     * A reply to a message that nothing waits on any more: its author is told so, once.
     *
     * @param eventId identifies the reply for ever
     */
    void replyTooLate(String eventId, UUID messageId);

    /**
     * The person wants no more messages at all (STOP): whatever waits for them is declined.
     *
     * @param eventId identifies what they said for ever
     */
    void stop(String eventId, UUID personId);
}
