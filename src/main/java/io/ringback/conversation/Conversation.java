package io.ringback.conversation;

import io.ringback.cases.OneLine;
import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MailThread;
import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView;
import io.ringback.wording.LineView;
import io.ringback.wording.QuestionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Where pages, mail and calls bring in what caller and callee say to Ringback. Each thing said is one event, durable when the
 * method returns; its {@link Effects} come with it, or as soon as they can. A session identifier that is unknown, used, expired or
 * of an ended case is all the same: empty, or {@link Receipt#CLOSED}. Only {@link #ended} tells the last one, to who has a message about it.
 */
public interface Conversation {

    /** Whether something said was taken. */
    enum Receipt {
        /** Stored for good; it takes effect now or as soon as it can. */
        ACCEPTED,
        /** Nothing waits for it (any more); nothing was changed. */
        CLOSED
    }

    /**
     * What the callee is told.
     *
     * @param mayBeSeen whether signs of the reader's life may be used, so that they may say here that they do not want it
     * @param later at which times the reader may want to be called; empty if they may name none
     * @param mayBeToldAlways whether the reader may say that they want to know of each call of this caller
     * @param alwaysToldUntil until when they have said so; empty if they have not
     */
    record Notice(
            ContactView view,
            boolean mayBeSeen,
            Optional<Later> later,
            boolean mayBeToldAlways,
            Optional<Instant> alwaysToldUntil) {}

    /** The question that {@code session} lets its holder answer. Changes nothing. */
    Optional<QuestionView> question(SessionIdentifier session);

    /** The notice that {@code session} lets its holder act on. Changes nothing. */
    Optional<Notice> notice(SessionIdentifier session);

    /** The notification that {@code session} lets its holder withdraw. Changes nothing. */
    Optional<QuestionView> withdrawable(SessionIdentifier session);

    /**
     * How the case ended that {@code session} once let its holder answer or act on; empty if it has not ended, or there is none. Changes
     * nothing.
     */
    Optional<Ended> ended(SessionIdentifier session);

    /** The language of the person who may unsubscribe with {@code session}; empty if none may. Changes nothing. */
    Optional<Locale> unsubscribable(SessionIdentifier session);

    /**
     * The caller answers. On yes, the result may carry a session that lets the caller withdraw.
     *
     * @param why what they say of why they called, made by {@link WhyCalled#whenAsked}; with a no it is left out
     * @throws IllegalArgumentException if they say why, and that was not offered
     */
    Answered answer(SessionIdentifier session, Answer answer, WhyCalled why);

    /** The same, of who does not say why. */
    default Answered answer(SessionIdentifier session, Answer answer) {
        return answer(session, answer, WhyCalled.UNSAID);
    }

    /** The caller takes the answer back. */
    Receipt withdraw(SessionIdentifier session);

    /**
     * The callee uses the contact means.
     *
     * @param device on which to be reached, one of {@link ContactView#devices()}; ignored unless connecting or informing
     * @throws IllegalArgumentException if the choice was not offered or the device is not the callee's
     */
    Answered choose(SessionIdentifier session, Choice choice, Optional<UUID> device);

    /**
     * The callee answers with a line of text, which the caller gets by Ringback. Otherwise as {@link #choose(SessionIdentifier, Choice,
     * Optional)}.
     *
     * @throws IllegalArgumentException if that was not offered
     */
    Answered write(SessionIdentifier session, OneLine line);

    /** The line of the callee that {@code session} lets its holder, the caller, answer once. Changes nothing. */
    Optional<LineView> answerable(SessionIdentifier session);

    /** The caller answers it with one line; the case may have ended. Whether it still reaches the callee is told to nobody. */
    Answered writeBack(SessionIdentifier session, OneLine line);

    /**
     * The caller says yes, and need not be asked again for {@link io.ringback.directory.Preferences#DAYS} days. Otherwise as {@link
     * #answer(SessionIdentifier, Answer, WhyCalled)}.
     */
    Answered alwaysForSomeDays(SessionIdentifier session, WhyCalled why);

    /** The same, of who does not say why. */
    default Answered alwaysForSomeDays(SessionIdentifier session) {
        return alwaysForSomeDays(session, WhyCalled.UNSAID);
    }

    /** The same as far as this callee goes; of others the caller is asked as before. */
    Answered alwaysForThisCallee(SessionIdentifier session, WhyCalled why);

    /**
     * The callee does not want to be notified about this caller for {@link io.ringback.directory.Preferences#DAYS} days. Otherwise as {@link
     * #choose(SessionIdentifier, Choice, Optional)}.
     */
    Answered blockForSomeDays(SessionIdentifier session);

    /**
     * What the holder of {@code session} has settled beyond the case, while it stands: also after the answer, and after the case. Changes
     * nothing.
     */
    Optional<SettledView> settled(SessionIdentifier session);

    /** They take it back. May be repeated; CLOSED if nothing stands (any more). */
    Receipt takeBack(SessionIdentifier session);

    /**
     * The callee names a time at which they want to be called, and connected then. The link goes on working until then.
     *
     * @param when minutes that are offered, or a time of day on the callee's clock
     * @param device on which to be called, one of {@link ContactView#devices()}
     * @throws TimeRefused if nobody can be called then
     * @throws IllegalArgumentException if no time is offered, or the device is not one that can be called
     */
    Answered callAt(SessionIdentifier session, String when, Optional<UUID> device);

    /**
     * The callee has a time found at which both can talk, by the times that both have given; about that one the caller is asked. It is done once
     * in a case, be one found or not, and nothing is said of why.
     *
     * @param device on which to be called, one of {@link ContactView#devices()}
     * @throws IllegalArgumentException if it is not offered, or the device is not one that can be called
     */
    Answered callWhenBothCan(SessionIdentifier session, Optional<UUID> device);

    /**
     * The callee wants to know of each call of this caller for {@link io.ringback.directory.Preferences#DAYS} days, without the caller being
     * asked; the case goes on. May be repeated. CLOSED for who stands in for the callee.
     */
    Answered alwaysTell(SessionIdentifier session);

    /** The callee does not want to be watched any more; the case goes on. May be repeated. */
    Answered notToBeSeen(SessionIdentifier session);

    /** Whoever received the message wants no more: sets the preference "never". May be repeated. */
    Receipt unsubscribe(SessionIdentifier session);

    /**
     * A reply in words by mail. One that does not answer what was asked changes nothing; its author is asked what it means, once.
     *
     * @param eventId identifies the reply for ever, so that it is taken once
     * @param session found in the reply
     * @param from who sent it: anyone but the person we wrote to is a stranger, and changes nothing
     * @param word what it comes down to
     * @param thread where an answer to it stands
     */
    Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word, MailThread thread);

    /** The same, of a reply whose headers are not known. */
    default Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word) {
        return reply(eventId, session, from, word, MailThread.NONE);
    }

    /**
     * A reply in words by mail that names the message it answers instead of a session, and is proven to be from its sender.
     *
     * @param eventId identifies the reply for ever, so that it is taken once
     * @param messageId the letter; one that asked back stands for the letter that it asked about
     * @param from who sent it: anyone but the person we wrote to is a stranger, and changes nothing
     * @param word what it comes down to
     * @param thread where an answer to it stands
     */
    Receipt reply(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread);

    /** The same, of a reply whose headers are not known. */
    default Receipt reply(String eventId, UUID messageId, Address from, ReplyWord word) {
        return reply(eventId, messageId, from, word, MailThread.NONE);
    }

    /**
     * A reply in words by mail that names a time at which its author wants to be called. The link goes on working until then. Where no time
     * may be named, or not that one, it is a reply that is not understood. Otherwise as {@link #reply(String, SessionIdentifier, Address,
     * ReplyWord, MailThread)}.
     */
    Receipt replyWithTime(String eventId, SessionIdentifier session, Address from, SpokenTime when, MailThread thread);

    /**
     * The same, of one that names the message it answers instead of a session, and is proven to be from its sender.
     */
    Receipt replyWithTime(String eventId, UUID messageId, Address from, SpokenTime when, MailThread thread);

    /**
     * The same, of a reply whose sender may be forged. It changes nothing, but the person that we wrote to is asked, once, to say it
     * by a link. Only STOP counts all the same: not to hear it would harm more than to believe it.
     */
    Receipt replyWithoutProof(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread);

    /**
     * The caller answers by key press in a call about the question. The same event again is answered the same.
     *
     * @param eventId identifies the answer for ever
     * @param why what they say by key of why they called; with a no it is left out
     * @return CLOSED if the message asks nothing (any more)
     */
    Receipt answer(String eventId, UUID messageId, Answer answer, WhyCalled why);

    /** The same, of who says aloud why they called; with a no it is left out. */
    Receipt answer(String eventId, UUID messageId, Answer answer, SpokenReason spoken);

    /** The same, of who does not say why. */
    default Receipt answer(String eventId, UUID messageId, Answer answer) {
        return answer(eventId, messageId, answer, WhyCalled.UNSAID);
    }

    /**
     * The caller has heard the question in the call that failed, and pressed no key until it ended. The diagram decides whether
     * that is a no, or whether they are asked in writing; never is it a yes.
     *
     * @param eventId identifies the end of the call for ever
     * @return CLOSED if the message asks nothing (any more)
     */
    Receipt saidNothing(String eventId, UUID messageId);

    /**
     * The caller takes the answer back by key press, in a call about how the case stands. The same event again is answered the
     * same.
     *
     * @param eventId identifies the withdrawal for ever
     * @return CLOSED if there is nothing to take back (any more)
     */
    Receipt withdraw(String eventId, UUID messageId);

    /**
     * The same in a call to Ringback's own number, whatever messages the caller has or has not got about the case.
     *
     * @param callerId who calls
     * @return CLOSED if the case is not theirs (any more), or there is nothing to take back (any more)
     */
    Receipt withdrawBy(UUID callerId, String eventId, UUID caseId);

    /**
     * The callee chooses by key press on the device that the notification went to: there they are connected, or can be reached.
     * The same event again is answered the same.
     *
     * @param eventId identifies the choice for ever
     * @return CLOSED if the message notifies of nothing (any more)
     * @throws IllegalArgumentException if that cannot be chosen now, such as connecting while the switch is away: nothing is
     *     stored, and something else may be chosen
     */
    Receipt choose(String eventId, UUID messageId, Choice choice);

    /**
     * The same by key press in a call to Ringback's own number, on another device perhaps.
     *
     * @param device from which the callee calls: there they are connected, or can be reached
     */
    Receipt choose(String eventId, UUID messageId, Choice choice, UUID device);

    /**
     * The callee wants to be called in so many minutes, by key press on the device that the notification went to. The same event again is
     * answered the same.
     *
     * @param eventId identifies the key press for ever
     * @return CLOSED if the message notifies of nothing (any more)
     * @throws IllegalArgumentException if that is not offered (any more)
     */
    Receipt callIn(String eventId, UUID messageId, Duration in);

    /**
     * No more messages to the address that this one went to, by key press. Whoever holds a telephone can say that only of this
     * telephone, so other devices of its owner stay as they are; but what waits for the owner is declined.
     *
     * @param eventId identifies the key press for ever
     */
    void optOut(String eventId, UUID messageId);

    /**
     * The same, because a mail provider says that whoever received the message calls it spam.
     *
     * @param eventId identifies the complaint for ever
     */
    void complainAbout(String eventId, UUID messageId);

    /**
     * What became of an answer.
     *
     * @param receipt whether it was taken
     * @param withdrawal lets the caller take it back while nothing has come of it
     * @param language the reader's; empty if the session identifier opened nothing
     */
    record Answered(Receipt receipt, Optional<SessionIdentifier> withdrawal, Optional<Locale> language) {

        /** Of what nothing waits for. */
        public static final Answered CLOSED = new Answered(Receipt.CLOSED, Optional.empty(), Optional.empty());
    }
}
