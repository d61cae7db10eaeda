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
