package io.ringback.media.voice;

import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Receipt;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Stores what keys say before the person hears that it was taken. Not longer than a person waits: a connection to the
 * database is waited for much longer than that.
 */
@Component
class KeyedReplies implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(KeyedReplies.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What the key for later means, as the recordings say. */
    static final Duration LATER = Duration.ofMinutes(10);

    /** What became of a key press. */
    enum Taken {
        STORED,
        /** Nothing waits for it any more. */
        TOO_LATE,
        /** It is not offered any more. */
        NOT_POSSIBLE,
        /** Perhaps it was, but nobody knows. The same key of the same call again does no harm. */
        NOT_STORED
    }

    private final Conversation conversation;
    private final Duration patience;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> new Thread(task, "voice-key-presses"));

    @Autowired
    KeyedReplies(Conversation conversation) {
        this(conversation, PATIENCE);
    }

    KeyedReplies(Conversation conversation, Duration patience) {
        this.conversation = conversation;
        this.patience = patience;
    }

    Taken take(UUID callId, UUID messageId, KeyAction action) {
        return take(callId, messageId, action, WhyCalled.UNSAID);
    }

    /**
     * The same of a caller who says yes, and may say why they called.
     *
     * @param why left out of what is no yes
     */
    Taken take(UUID callId, UUID messageId, KeyAction action, WhyCalled why) {
        return taken(callId, () -> store(eventId(callId), messageId, action, why));
    }

    /**
     * The same of one who says aloud why they called.
     *
     * @param yes or always
     */
    Taken take(UUID callId, UUID messageId, KeyAction yes, SpokenReason spoken) {
        Answer answer = Answer.valueOf(yes.name());
        return taken(callId, () -> conversation.answer(eventId(callId), messageId, answer, spoken));
    }

    /**
     * The same in a call to Ringback's own number, in which several cases may be answered.
     *
     * @param about which case
     * @param action what its menu offers
     * @param personId who calls
     * @param device from which they call
     */
    Taken take(UUID callId, WaitingCase about, KeyAction action, UUID personId, UUID device) {
        String eventId = "voice:" + callId + ":" + about.messageId().orElse(about.caseId()) + ":key";
        return taken(callId, () -> switch (action) {
            case WITHDRAW -> conversation.withdrawBy(personId, eventId, about.caseId());
            case YES, NO ->
                conversation.answer(eventId, about.messageId().orElseThrow(), Answer.valueOf(action.name()));
            default ->
                conversation.choose(eventId, about.messageId().orElseThrow(), Choice.valueOf(action.name()), device);
        });
    }

    private Taken taken(UUID callId, Callable<Receipt> store) {
        Future<Receipt> storing = threads.submit(store);
        try {
            return storing.get(patience.toMillis(), TimeUnit.MILLISECONDS) == Receipt.ACCEPTED
                    ? Taken.STORED
                    : Taken.TOO_LATE;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return Taken.NOT_POSSIBLE;
            }
            return notStored(callId, e.getCause());
        } catch (TimeoutException e) {
            return notStored(callId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notStored(callId, e);
        }
    }

    private static Taken notStored(UUID callId, Throwable why) {
        LOG.warn("A key pressed in voice call {} is not stored: {}", callId, why.toString());
        return Taken.NOT_STORED;
    }

    /** The caller has heard an offer and pressed no key. */
    void saidNothing(UUID callId, UUID messageId) {
        conversation.saidNothing(eventId(callId), messageId);
    }

    private static String eventId(UUID callId) {
        return "voice:" + callId + ":key";
    }

    private Receipt store(String eventId, UUID messageId, KeyAction action, WhyCalled why) {
        return switch (action) {
            case YES -> conversation.answer(eventId, messageId, Answer.YES, why);
            case ALWAYS -> conversation.answer(eventId, messageId, Answer.ALWAYS, why);
            case NO -> conversation.answer(eventId, messageId, Answer.NO, why);
            case WITHDRAW -> conversation.withdraw(eventId, messageId);
            case CONNECT -> conversation.choose(eventId, messageId, Choice.CONNECT);
            case INFORM -> conversation.choose(eventId, messageId, Choice.INFORM);
            case NOT_NOW -> conversation.choose(eventId, messageId, Choice.NOT_NOW);
            case LATER -> conversation.callIn(eventId, messageId, LATER);
            case STOP -> {
                conversation.optOut(eventId, messageId);
                yield Receipt.ACCEPTED;
            }
        };
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
