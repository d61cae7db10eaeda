package io.ringback.media.voice;

import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.SilentConversation;
import io.ringback.failedcall.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Takes what keys say, or does not. */
final class RecordedReplies extends SilentConversation {

    final List<String> said = new CopyOnWriteArrayList<>();
    final List<String> eventIds = new CopyOnWriteArrayList<>();

    /** What cannot be chosen now. */
    volatile String notOffered = "";

    volatile Supplier<Receipt> receipt = () -> Receipt.ACCEPTED;

    private Receipt take(String eventId, String what) {
        if (what.equals(notOffered)) {
            throw new IllegalArgumentException(what + " is not offered at the moment.");
        }
        eventIds.add(eventId);
        Receipt given = receipt.get();
        said.add(what);
        return given;
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer, WhyCalled why) {
        String because = why.urgency() == Urgency.URGENT ? " URGENT" : " " + why.reason();
        return take(eventId, answer.name() + (why.isSaid() ? because : ""));
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer, SpokenReason spoken) {
        return take(eventId, answer.name() + " " + spoken);
    }

    @Override
    public Receipt withdraw(String eventId, UUID messageId) {
        return take(eventId, "WITHDRAW");
    }

    @Override
    public Receipt withdrawBy(UUID callerId, String eventId, UUID caseId) {
        return take(eventId, "WITHDRAW");
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice) {
        return take(eventId, choice.name());
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice, UUID device) {
        return take(eventId, choice.name());
    }

    @Override
    public Receipt callIn(String eventId, UUID messageId, Duration in) {
        return take(eventId, "IN " + in.toMinutes());
    }

    @Override
    public void optOut(String eventId, UUID messageId) {
        take(eventId, "OPT_OUT");
    }
}
