package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.ContactMeans;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.OneLine;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.StandingPermissions;
import io.ringback.inbox.EventHandler.Handling;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.ContactOptions;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Lets what people said take effect on their case. The event that said it is stored already: every method takes part in its
 * transaction, so all its effects stand or fall together, and an exception means that it is to be handled later. Whatever comes
 * when the case no longer waits for it is recorded as late.
 */
@Component
public class Effects {

    private final MessagesInContext messages;
    private final ContactOptions options;
    private final SessionIdentifiers sessions;
    private final Grants granted;
    private final Cases cases;
    private final CaseProcess process;
    private final Directory directory;
    private final StandingPermissions permissions;
    private final Correspondence correspondence;
    private final Journal journal;
    private final SentMessages sent;
    private final TimeQuestions timeQuestions;

    Effects(
            MessagesInContext messages,
            ContactOptions options,
            SessionIdentifiers sessions,
            Grants granted,
            Cases cases,
            CaseProcess process,
            Directory directory,
            StandingPermissions permissions,
            Correspondence correspondence,
            Journal journal,
            SentMessages sent,
            TimeQuestions timeQuestions) {
        this.messages = messages;
        this.options = options;
        this.sessions = sessions;
        this.granted = granted;
        this.cases = cases;
        this.process = process;
        this.directory = directory;
        this.permissions = permissions;
        this.correspondence = correspondence;
        this.journal = journal;
        this.sent = sent;
        this.timeQuestions = timeQuestions;
    }

    /**
     * The caller answers the question (S27).
     *
     * @param always what they settle beyond the case, with a yes
     * @param why what they say of why they called
     * @param spoken the same, if they say it aloud
     */
    Handling answer(UUID caseId, Answer answer, Always always, WhyCalled why, Optional<SpokenReason> spoken) {
        return on(caseId, CaseState.ASKING_CALLER, Step.CALLER_ANSWERED, running -> {
            if (always.days().isPresent()) {
                int days = always.days().get();
                journal.write(running.id(), Step.CALLER_ANSWERED, null, Answer.ALWAYS.name(), forDays(days));
                directory.setAlwaysNotifyForMe(running.callerId(), days);
            } else if (always.daysForCallee().isPresent()) {
                int days = always.daysForCallee().get();
                journal.write(
                        running.id(),
                        Step.CALLER_ANSWERED,
                        null,
                        Answer.ALWAYS.name(),
                        "for this callee, " + forDays(days));
                permissions.give(running.callerId(), running.calleeId(), days);
            } else {
                journal.write(running.id(), Step.CALLER_ANSWERED, answer.name());
                if (answer == Answer.ALWAYS) {
                    directory.setAlwaysNotifyForMe(running.callerId());
                }
            }
            if (why.isSaid()) {
                cases.saysWhy(running, why);
            }
            spoken.ifPresent(said -> cases.speaksWhy(running, said));
            tellAnswer(running, answer, false);
        });
    }

    private static String forDays(int days) {
        return "for " + days + " days";
    }

    /** The caller heard the question in the call that failed and pressed no key. A diagram that knows no better hears a no. */
    Handling saidNothing(UUID caseId) {
        return on(caseId, CaseState.ASKING_CALLER, Step.CALLER_ANSWERED, running -> {
            journal.write(
                    running.id(),
                    Step.CALLER_ANSWERED,
                    Medium.VOICE,
                    "NOTHING",
                    "heard the question and pressed no key");
            tellAnswer(running, Answer.NO, true);
        });
    }

    private void tellAnswer(RunningCase running, Answer answer, boolean saidNothing) {
        process.tell(running, CaseMessage.CALLER_ANSWERED, Map.of("answer", answer.name(), "saidNothing", saidNothing));
    }

    /**
     * The caller takes the answer back.
     *
     * @param messageId the message with which they do
     */
    Handling withdraw(UUID caseId, Optional<UUID> messageId) {
        return on(caseId, CaseState.WAITING_FOR_CALLEE, Step.CALLER_WITHDREW, messageId, this::withdraw);
    }

    /** The same by who was the caller when they said so, without a message about it. */
    Handling withdrawBy(UUID callerId, UUID caseId) {
        return on(
                caseId,
                CaseState.WAITING_FOR_CALLEE,
                Step.CALLER_WITHDREW,
                running -> !callerId.equals(running.callerId()),
                this::withdraw);
    }

    private void withdraw(RunningCase running) {
        journal.write(running.id(), Step.CALLER_WITHDREW, null);
        if (process.waitsFor(running, CaseMessage.CALLER_WITHDREW)) {
            process.tell(running, CaseMessage.CALLER_WITHDREW, Map.of());
        } else {
            // Told later, it would come after the notification that it is to prevent.
            process.end(running, Outcome.DECLINED, "caller withdrew");
        }
    }

    /**
     * The callee uses the contact means (S30).
     *
     * @param days for how many they want to hear nothing of the caller, with a "not now"; empty: as the choice says
     * @param messageId the message by which they do
     */
    Handling choose(UUID caseId, Chosen chosen, Optional<Integer> days, Optional<UUID> messageId) {
        return on(caseId, CaseState.WAITING_FOR_CALLEE, Step.CONTACT_MEANS_USED, messageId, running -> {
            correspondence.claimed(caseId);
            if (days.isPresent()) {
                journal.write(running.id(), Step.CONTACT_MEANS_USED, null, Choice.BLOCK.name(), forDays(days.get()));
                directory.block(running.notifiedId(), running.callerId(), days.get());
                process.tell(running, CaseMessage.CONTACT_MEANS_USED, Map.of("choice", Choice.BLOCK.name()));
                return;
            }
            String choice = chosen.choice().name();
            journal.write(running.id(), Step.CONTACT_MEANS_USED, choice);
            if (chosen.choice() == Choice.WRITE) {
                OneLine line = chosen.line().orElseThrow(() -> new IllegalStateException("Nothing was written."));
                // What was written before, if the diagram let them write again, is what is passed on.
                process.tell(
                        cases.answeredInWords(running, line).orElse(running),
                        CaseMessage.CONTACT_MEANS_USED,
                        Map.of("choice", choice));
                return;
            }
            RunningCase told = chosen.device()
                    .map(device -> cases.reachableOn(running, device, chosen.means()))
                    .orElse(running);
            if (chosen.choice() == Choice.BLOCK) {
                directory.block(running.notifiedId(), running.callerId());
            }
            process.tell(told, CaseMessage.CONTACT_MEANS_USED, Map.of("choice", choice));
        });
    }

    /** The caller answers the callee's line with one of their own: the last word in the case, which may have ended. */
    Handling answerBack(UUID caseId, OneLine line) {
        RunningCase running = cases.lock(caseId).orElseThrow();
        if (!running.answeredInWords() || !cases.answeredBack(caseId, line)) {
            journal.write(caseId, Step.TOO_LATE, Step.ANSWERED_BACK.name());
            return Handling.LATE;
        }
        journal.write(caseId, Step.ANSWERED_BACK, null);
        correspondence.passOn(running);
        return Handling.HANDLED;
    }

    /**
     * A reply in words to a message of ours, from the device that it went to. It uses the session identifier of the message; the
     * author of a reply to which there is none any more is told that it is too late, once.
     */
    public Handling reply(UUID messageId, ReplyWord word) {
        return messages.of(messageId)
                .map(message -> actOn(message, word).orElseGet(() -> tooLate(message)))
                .orElse(Handling.LATE);
    }

    /** A reply that says that the two have reached each other, so nothing is left to do for them. */
    public Handling replyReached(UUID messageId) {
        return messages.of(messageId)
                .map(message -> use(message)
                        ? on(
                                message.caseId(),
                                MessageInContext.awaitedIn(message.kind()),
                                Step.REACHED_MEANWHILE,
                                running -> {
                                    journal.write(
                                            running.id(), Step.REACHED_MEANWHILE, message.medium(), "REPLY", null);
                                    process.tell(running, CaseMessage.REACHED_MEANWHILE, Map.of());
                                })
                        : tooLate(message))
                .orElse(Handling.LATE);
    }

    /** A reply to a letter that does not count: the letter's reader is asked back, once, and operators see it each time. */
    Handling replyNotUnderstood(AskedBack reply) {
        return messages.of(reply.letter())
                .map(message -> {
                    RunningCase running = cases.lock(message.caseId()).orElseThrow();
                    if (running.state() != MessageInContext.awaitedIn(message.kind())) {
                        return tooLate(message);
                    }
                    journal.write(
                            message.caseId(),
                            Step.NOT_UNDERSTOOD,
                            message.medium(),
                            "REPLY",
                            reply.why() == AskedBack.Why.NOT_PROVEN ? "sender not proven" : null);
                    correspondence.askBack(message, reply);
                    return Handling.HANDLED;
                })
                .orElse(Handling.LATE);
    }

    /** A reply to a message that nothing waits on any more: its author is told so, once. */
    public Handling replyTooLate(UUID messageId) {
        messages.of(messageId).ifPresent(this::tooLate);
        return Handling.LATE;
    }

    /** Whoever received the message wants no more of them, so it is as if they had said no. */
    Handling decline(UUID messageId) {
        return messages.of(messageId)
                .flatMap(message -> actOn(message, ReplyWord.NO))
                .orElse(Handling.LATE);
    }

    /** Empty if nothing waits for a reply to the message (any more). */
    private Optional<Handling> actOn(MessageInContext message, ReplyWord word) {
        boolean notice = message.kind() == MessageKind.NOTIFICATION;
        if (!use(message)) {
            return Optional.empty();
        }
        if (message.kind() == MessageKind.TIME_QUESTION) {
            return Optional.of(timeQuestions.answer(message.caseId(), message.messageId(), word == ReplyWord.YES));
        }
        return Optional.of(
                notice
                        ? choose(
                                message.caseId(),
                                Chosen.of(options.viewOf(message), word.choice(), Optional.empty(), ContactMeans.REPLY),
                                Optional.empty(),
                                Optional.of(message.messageId()))
                        : answer(message.caseId(), word.answer(), Always.NO_MORE, WhyCalled.UNSAID, Optional.empty()));
    }

    private boolean use(MessageInContext message) {
        Purpose purpose = message.kind() == MessageKind.NOTIFICATION ? Purpose.CONTACT : Purpose.ANSWER;
        return cases.lock(message.caseId())
                        .filter(running -> running.state() == MessageInContext.awaitedIn(message.kind()))
                        .isPresent()
                && granted.use(sessions.derive(message.messageId(), purpose), purpose);
    }

    private Handling tooLate(MessageInContext message) {
        journal.write(message.caseId(), Step.TOO_LATE, message.medium(), "REPLY", null);
        correspondence.close(message);
        return Handling.LATE;
    }

    private Handling on(UUID caseId, CaseState awaitedIn, Step step, Consumer<RunningCase> effect) {
        return on(caseId, awaitedIn, step, Optional.empty(), effect);
    }

    /** What was said by a message from before the two changed roles would be taken for the other's word. */
    private Handling on(
            UUID caseId, CaseState awaitedIn, Step step, Optional<UUID> messageId, Consumer<RunningCase> effect) {
        return on(
                caseId,
                awaitedIn,
                step,
                running -> running.turns() > 0
                        && messageId.filter(sent::isBeforeTurn).isPresent(),
                effect);
    }

    private Handling on(
            UUID caseId, CaseState awaitedIn, Step step, Predicate<RunningCase> past, Consumer<RunningCase> effect) {
        RunningCase running = cases.lock(caseId).orElseThrow();
        if (running.state() != awaitedIn || past.test(running)) {
            journal.write(running.id(), Step.TOO_LATE, step.name());
            return Handling.LATE;
        }
        effect.accept(running);
        return Handling.HANDLED;
    }
}
