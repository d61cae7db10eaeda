package io.ringback.media.mail;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.SpokenTime;
import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifier;
import java.util.Optional;
import java.util.UUID;

/** What a message in Ringback's mailbox turned out to be. */
public sealed interface ReceivedMail
        permits ReceivedMail.Reply,
                ReceivedMail.ReplyToLetter,
                ReceivedMail.SpamComplaint,
                ReceivedMail.AutomaticAnswer,
                DeliveryStatusNotification,
                ReceivedMail.Unrelated,
                ReceivedMail.Unreadable {

    /**
     * A person's reply to a letter.
     *
     * @param session from the address it was sent to; whether it is known is for the conversation to say
     * @param from who claims to have written it, which proves nothing
     * @param word what was said
     * @param when the time that was named instead
     */
    record Reply(SessionIdentifier session, Address from, ReplyWord word, Optional<SpokenTime> when)
            implements ReceivedMail {

        /** One that names no time. */
        public Reply(SessionIdentifier session, Address from, ReplyWord word) {
            this(session, from, word, Optional.empty());
        }
    }

    /**
     * A person's reply that came to the plain mailbox, as some mail systems cut the detail off the address.
     *
     * @param messageId the letter that it says it answers
     * @param from who claims to have written it
     * @param proven whether the receiving mail system proves that; who knows a Message-ID proves nothing, as it stands in the
     *     archives and logs of everybody who has written on in the same thread
     * @param word what was said
     * @param when the time that was named instead
     */
    record ReplyToLetter(UUID messageId, Address from, boolean proven, ReplyWord word, Optional<SpokenTime> when)
            implements ReceivedMail {

        /** One that names no time. */
        public ReplyToLetter(UUID messageId, Address from, boolean proven, ReplyWord word) {
            this(messageId, from, proven, word, Optional.empty());
        }
    }

    /**
     * A mail provider says that the receiver of a letter calls it spam (RFC 5965).
     *
     * @param messageId the letter
     */
    record SpamComplaint(UUID messageId) implements ReceivedMail {}

    /**
     * Written by a machine: out of office, read receipt, list. Nothing follows from it.
     *
     * @param sign by what it was recognised
     */
    record AutomaticAnswer(String sign) implements ReceivedMail {}

    /**
     * Of no concern to Ringback.
     *
     * @param reason why; names no address
     */
    record Unrelated(String reason) implements ReceivedMail {}

    /**
     * Not to be understood, by accident or on purpose.
     *
     * @param reason why; names no address
     */
    record Unreadable(String reason) implements ReceivedMail {}
}
