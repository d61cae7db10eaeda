package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Directory;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventHandler.Handling;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.wording.MessagesInContext;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes what people said to their case. Whatever comes when the case no longer waits for it is recorded as late. */
@Configuration(proxyBeanMethods = false)
class SaidHandlers {

    private final Cases cases;
    private final CaseProcess process;
    private final Directory directory;
    private final MessagesInContext matters;
    private final Correspondence correspondence;
    private final Journal journal;

    SaidHandlers(
            Cases cases,
            CaseProcess process,
            Directory directory,
            MessagesInContext matters,
            Correspondence correspondence,
            Journal journal) {
        this.cases = cases;
        this.process = process;
        this.directory = directory;
        this.matters = matters;
        this.correspondence = correspondence;
        this.journal = journal;
    }

    @Bean
    EventHandler answers() {
        return on(EventKind.ANSWER, CaseState.ASKING_CALLER, Step.CALLER_ANSWERED, (matter, event) -> {
            Answer answer = Answer.valueOf(event.get("answer"));
            journal.write(matter.id(), Step.CALLER_ANSWERED, answer.name());
            if (answer == Answer.ALWAYS) {
                directory.setAlwaysNotifyForMe(matter.callerId());
            }
            process.tell(matter, CaseMessage.CALLER_ANSWERED, Map.of("answer", answer.name()));
        });
    }

    @Bean
    EventHandler withdrawals() {
        return on(EventKind.WITHDRAWAL, CaseState.WAITING_FOR_CALLEE, Step.CALLER_WITHDREW, (matter, event) -> {
            journal.write(matter.id(), Step.CALLER_WITHDREW, null);
            process.tell(matter, CaseMessage.CALLER_WITHDREW, Map.of());
        });
    }

    @Bean
    EventHandler contacts() {
        return on(EventKind.CONTACT, CaseState.WAITING_FOR_CALLEE, Step.CONTACT_MEANS_USED, (matter, event) -> {
            Choice choice = Choice.valueOf(event.get("choice"));
            journal.write(matter.id(), Step.CONTACT_MEANS_USED, choice.name());
            RunningCase told = event.content().containsKey("device")
                    ? cases.reachableOn(matter, UUID.fromString(event.get("device")))
                    : matter;
            if (choice == Choice.BLOCK) {
                directory.block(matter.calleeId(), matter.callerId());
            }
            process.tell(told, CaseMessage.CONTACT_MEANS_USED, Map.of("choice", choice.name()));
        });
    }

    @Bean
    EventHandler lateReplies() {
        return new Handler(EventKind.LATE_REPLY, event -> {
            matters.of(UUID.fromString(event.get("message"))).ifPresent(matter -> {
                journal.write(matter.caseId(), Step.TOO_LATE, matter.medium(), "REPLY", null);
                correspondence.close(matter);
            });
            return Handling.LATE;
        });
    }

    @Bean
    EventHandler unused() {
        return new Handler(EventKind.UNUSED, event -> Handling.HANDLED);
    }

    private interface Action {
        void take(RunningCase matter, InboundEvent event);
    }

    private EventHandler on(EventKind kind, CaseState awaitedIn, Step step, Action action) {
        return new Handler(kind, event -> {
            RunningCase matter = cases.lock(event.caseId()).orElseThrow();
            if (matter.state() != awaitedIn) {
                journal.write(matter.id(), Step.TOO_LATE, step.name());
                return Handling.LATE;
            }
            action.take(matter, event);
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
