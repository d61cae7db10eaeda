package io.ringback.conversation;

import io.ringback.cases.OneLine;
import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MailThread;
import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.LineView;
import io.ringback.wording.QuestionView;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A conversation in which nobody is expected to say anything; a test overrides what its people do say. */
public class SilentConversation implements Conversation {

    private static AssertionError unexpected() {
        return new AssertionError("Nobody was to say or ask this.");
    }

    @Override
    public Optional<QuestionView> question(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Optional<Notice> notice(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Optional<QuestionView> withdrawable(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Optional<Ended> ended(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Optional<Locale> unsubscribable(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Receipt replyWithTime(
            String eventId, SessionIdentifier session, Address from, SpokenTime when, MailThread thread) {
        throw unexpected();
    }

    @Override
    public Receipt replyWithTime(String eventId, UUID messageId, Address from, SpokenTime when, MailThread thread) {
        throw unexpected();
    }

    @Override
    public Receipt callIn(String eventId, UUID messageId, Duration in) {
        throw unexpected();
    }

    @Override
    public Receipt saidNothing(String eventId, UUID messageId) {
        throw unexpected();
    }

    @Override
    public Answered answer(SessionIdentifier session, Answer answer, WhyCalled why) {
        throw unexpected();
    }

    @Override
    public Answered write(SessionIdentifier session, OneLine line) {
        throw unexpected();
    }

    @Override
    public Optional<LineView> answerable(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Answered writeBack(SessionIdentifier session, OneLine line) {
        throw unexpected();
    }

    @Override
    public Receipt withdraw(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Answered choose(SessionIdentifier session, Choice choice, Optional<UUID> device) {
        throw unexpected();
    }

    @Override
    public Answered alwaysForSomeDays(SessionIdentifier session, WhyCalled why) {
        throw unexpected();
    }

    @Override
    public Answered blockForSomeDays(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Optional<SettledView> settled(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Answered callAt(SessionIdentifier session, String when, Optional<UUID> device) {
        throw unexpected();
    }

    @Override
    public Answered callWhenBothCan(SessionIdentifier session, Optional<UUID> device) {
        throw unexpected();
    }

    @Override
    public Answered alwaysForThisCallee(SessionIdentifier session, WhyCalled why) {
        throw unexpected();
    }

    @Override
    public Answered alwaysTell(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Answered notToBeSeen(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Receipt takeBack(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Receipt unsubscribe(SessionIdentifier session) {
        throw unexpected();
    }

    @Override
    public Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word, MailThread thread) {
        throw unexpected();
    }

    @Override
    public Receipt reply(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
        throw unexpected();
    }

    @Override
    public Receipt replyWithoutProof(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
        throw unexpected();
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer, WhyCalled why) {
        throw unexpected();
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer, SpokenReason spoken) {
        throw unexpected();
    }

    @Override
    public Receipt withdraw(String eventId, UUID messageId) {
        throw unexpected();
    }

    @Override
    public Receipt withdrawBy(UUID callerId, String eventId, UUID caseId) {
        throw unexpected();
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice) {
        throw unexpected();
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice, UUID device) {
        throw unexpected();
    }

    @Override
    public void optOut(String eventId, UUID messageId) {
        throw unexpected();
    }

    @Override
    public void complainAbout(String eventId, UUID messageId) {
        throw unexpected();
    }
}
