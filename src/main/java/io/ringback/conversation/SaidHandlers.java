package io.ringback.conversation;

import io.ringback.cases.OneLine;
import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MailThread;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventHandler.Handling;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads from each event what was said, and lets it take effect. */
@Configuration(proxyBeanMethods = false)
class SaidHandlers {

    /** In the content of an answer: no key was pressed. */
    static final String SILENT = "silent";

    /** In the content of an answer or a choice: for how many days it is settled, beyond the case. */
    static final String DAYS = "days";

    /** The same, as far as the callee of the case goes. Who reads the event and knows nothing of it takes the answer for this once. */
    static final String DAYS_FOR_CALLEE = "daysForCallee";

    /** In the content of what acts on a session identifier: the message that it came with. */
    static final String MESSAGE = "message";

    /** In the content of a withdrawal: who was the caller when they said so, if they said it without a message. */
    static final String CALLER = "callerId";

    private final Effects effects;
    private final NoMoreMessages noMoreMessages;
    private final Settled settled;

    SaidHandlers(Effects effects, NoMoreMessages noMoreMessages, Settled settled) {
        this.effects = effects;
        this.noMoreMessages = noMoreMessages;
        this.settled = settled;
    }

    @Bean
    EventHandler answers() {
        return new Handler(
                EventKind.ANSWER,
                event -> event.content().containsKey(SILENT)
                        ? effects.saidNothing(event.caseId())
                        : effects.answer(
                                event.caseId(),
                                Answer.valueOf(event.get("answer")),
                                new Always(days(event, DAYS), days(event, DAYS_FOR_CALLEE)),
                                SayWhy.in(event),
                                SayWhy.spokenIn(event)));
    }

    private static Optional<Integer> days(InboundEvent event, String field) {
        return Optional.ofNullable(event.content().get(field)).map(Integer::valueOf);
    }

    /** Events that were stored before roles could change do not say. */
    private static Optional<UUID> actsOn(InboundEvent event) {
        return Optional.ofNullable(event.content().get(MESSAGE)).map(UUID::fromString);
    }

    @Bean
    EventHandler withdrawals() {
        return new Handler(
                EventKind.WITHDRAWAL,
                event -> event.content().containsKey(CALLER)
                        ? effects.withdrawBy(UUID.fromString(event.get(CALLER)), event.caseId())
                        : effects.withdraw(event.caseId(), actsOn(event)));
    }

    @Bean
    EventHandler contacts() {
        return new Handler(
                EventKind.CONTACT,
                event -> effects.choose(event.caseId(), Chosen.in(event), days(event, DAYS), actsOn(event)));
    }

    @Bean
    EventHandler answersBack() {
        return new Handler(
                EventKind.ANSWERED_BACK,
                event -> effects.answerBack(event.caseId(), new OneLine(event.get(InboundEvent.LINE))));
    }

    @Bean
    EventHandler notUnderstood() {
        return new Handler(
                EventKind.NOT_UNDERSTOOD,
                event -> effects.replyNotUnderstood(new AskedBack(
                        message(event),
                        new MailThread(event.get("inReplyTo"), event.get("references")),
                        // Events of before version 0.2 do not say.
                        AskedBack.Why.valueOf(event.content().getOrDefault("why", "NOT_UNDERSTOOD")))));
    }

    @Bean
    EventHandler lateReplies() {
        return new Handler(EventKind.LATE_REPLY, event -> effects.replyTooLate(message(event)));
    }

    @Bean
    EventHandler stops() {
        return handled(EventKind.STOP, event -> noMoreMessages.toReaderOf(message(event), event.id()));
    }

    @Bean
    EventHandler alwaysTell() {
        return handled(EventKind.ALWAYS_TELL, event -> settled.alwaysTell(message(event)));
    }

    @Bean
    EventHandler takenBack() {
        return handled(EventKind.TAKEN_BACK, event -> settled.takeBack(message(event)));
    }

    @Bean
    EventHandler notToBeSeen() {
        return handled(EventKind.NOT_TO_BE_SEEN, event -> settled.notToBeSeen(message(event)));
    }

    @Bean
    EventHandler optOutsOfDevices() {
        return handled(EventKind.OPT_OUT, event -> noMoreMessages.toDeviceOf(message(event), event.id()));
    }

    @Bean
    EventHandler complaints() {
        return handled(EventKind.COMPLAINT, event -> noMoreMessages.toMailboxOf(message(event), event.id()));
    }

    @Bean
    EventHandler declines() {
        return new Handler(EventKind.DECLINE, event -> effects.decline(message(event)));
    }

    @Bean
    EventHandler unused() {
        return handled(EventKind.UNUSED, event -> {});
    }

    private static UUID message(InboundEvent event) {
        return UUID.fromString(event.get("message"));
    }

    private static EventHandler handled(EventKind kind, Consumer<InboundEvent> effect) {
        return new Handler(kind, event -> {
            effect.accept(event);
            return Handling.HANDLED;
        });
    }

    private record Handler(EventKind kind, Function<InboundEvent, Handling> handling) implements EventHandler {
        @Override
        public boolean handles(EventKind other) {
            return kind == other;
        }

        @Override
        public Handling handle(InboundEvent event) {
            return handling.apply(event);
        }
    }
}
