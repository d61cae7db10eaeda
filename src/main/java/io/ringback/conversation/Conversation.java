package io.ringback.conversation;

import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView;
import io.ringback.wording.QuestionView;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What caller and callee can say to Ringback, whatever the medium: pages, mail replies and, later, messages and keys all
 * come here. A session identifier that is unknown, used, expired or of an ended case is all the same: empty, or
 * {@link Receipt#CLOSED}.
 */
public interface Conversation {

    /** Whether something said was taken. */
    enum Receipt {
        /** Stored for good; it takes effect now or as soon as it can. */
        ACCEPTED,
        /** Nothing waits for it (any more); nothing was changed. */
        CLOSED
    }

    /** The question that {@code session} lets its holder answer. Changes nothing. */
    Optional<QuestionView> question(SessionIdentifier session);

    /** The notice that {@code session} lets its holder act on. Changes nothing. */
    Optional<ContactView> notice(SessionIdentifier session);

    /** The notification that {@code session} lets its holder withdraw. Changes nothing. */
    Optional<QuestionView> withdrawable(SessionIdentifier session);

    /** The caller answers. On yes, the result may carry a session that lets the caller withdraw. */
    Answered answer(SessionIdentifier session, Answer answer);

    /** The caller takes the answer back. */
    Receipt withdraw(SessionIdentifier session);

    /**
     * The callee uses the contact means.
     *
     * @param device on which to be reached, one of {@link ContactView#devices()}; ignored unless connecting or informing
     * @throws IllegalArgumentException if the choice was not offered or the device is not the callee's
     */
    Receipt choose(SessionIdentifier session, Choice choice, Optional<UUID> device);

    /** Whoever received the message wants no more: sets the preference "never". May be repeated. */
    Receipt unsubscribe(SessionIdentifier session);

    /**
     * A reply in words, from whichever medium has replies.
     *
     * @param eventId identifies the reply for ever, so that it is taken once
     * @param session found in the reply
     * @param from who sent it: anyone but the person we wrote to is a stranger, and changes nothing
     * @param word what it comes down to
     */
    Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word);

    /** The language of the person who may unsubscribe with {@code session}; empty if none may. Changes nothing. */
    Optional<Locale> unsubscribable(SessionIdentifier session);

    /**
     * What became of an answer.
     *
     * @param receipt whether it was taken
     * @param withdrawal lets the caller take it back while nothing has come of it
     */
    record Answered(Receipt receipt, Optional<SessionIdentifier> withdrawal) {}
}
