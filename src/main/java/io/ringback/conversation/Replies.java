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

    /** The caller's answer to a question or an offer, by a key. */
    Receipt answer(String eventId, UUID messageId, Answer answer);

    /**
     * The callee's choice on a notification, by a key; the device is the one that was notified.
     *
     * @throws IllegalArgumentException if it is not offered at the moment
     */
    Receipt choose(String eventId, UUID messageId, Choice choice);

    /** No more messages to the device that the message went to. */
    Receipt optOut(String eventId, UUID messageId);

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
