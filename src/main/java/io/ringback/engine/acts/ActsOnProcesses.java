package io.ringback.engine.acts;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.HurriedMessages;
import io.ringback.delivery.OutboundMessage;
import io.ringback.reach.DevicesLeft;
import io.ringback.web.operations.acts.CaseAct;
import io.ringback.web.operations.acts.CaseActs;
import io.ringback.web.operations.acts.Wish;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.springframework.stereotype.Component;

/** What operators do to cases: by the diagram's own timers, messages and failed jobs, so that what follows is what is drawn. */
@Component
class ActsOnProcesses implements CaseActs {

    private final Stands stands;
    private final ActRules rules;
    private final Migrations migrations;
    private final Cases cases;
    private final CaseProcess process;
    private final MessageReports reports;
    private final HurriedMessages messages;
    private final DevicesLeft devices;
    private final ManagementService management;
    private final Journal journal;

    ActsOnProcesses(
            Stands stands,
            ActRules rules,
            Migrations migrations,
            Cases cases,
            CaseProcess process,
            MessageReports reports,
            HurriedMessages messages,
            DevicesLeft devices,
            ManagementService management,
            Journal journal) {
        this.stands = stands;
        this.rules = rules;
        this.migrations = migrations;
        this.cases = cases;
        this.process = process;
        this.reports = reports;
        this.messages = messages;
        this.devices = devices;
        this.management = management;
        this.journal = journal;
    }

    @Override
    public List<Foreseen> foresee(Wish wish, List<UUID> ids) {
        return stands.of(ids).stream()
                .map(stand -> new Foreseen(stand.caseId(), rules.whyNot(wish, stand), ActRules.twice(wish, stand)))
                .toList();
    }

    @Override
    public Optional<String> act(Wish wish, UUID caseId) {
        Optional<RunningCase> locked = cases.lock(caseId);
        Stand stand = stands.of(List.of(caseId)).get(0);
        Optional<String> whyNot = rules.whyNot(wish, stand);
        if (whyNot.isPresent()) {
            return whyNot;
        }
        RunningCase running = locked.orElseThrow();
        Optional<String> late =
                switch (wish.act()) {
                    case SEND_AGAIN -> sendAgain(stand);
                    case OTHER_MEDIUM -> chooseAnother(wish, running, stand);
                    case MOVE_ON -> moveOn(wish, running, stand);
                    case END -> end(wish, running);
                    case MIGRATE -> migrations.migrate(stand, running.processInstanceId());
                    case RAISE -> raise(caseId);
                    case NOTE -> Optional.empty();
                };
        if (late.isEmpty() && wish.act() != CaseAct.NOTE && wish.act() != CaseAct.END) {
            journal.write(caseId, Step.OPERATOR_ACTED, null, wish.act().name(), by(wish));
        }
        return late;
    }

    private Optional<String> sendAgain(Stand stand) {
        if (stand.failedJob() != null) {
            management.executeJob(stand.failedJob());
            return Optional.empty();
        }
        UUID message = stand.written().orElseThrow().message().id();
        return messages.tryNow(message) ? Optional.empty() : Optional.of("Its message is being sent now");
    }

    /** What it wrote counts as lost, as far as the choice of medium is concerned; whoever has it can answer it all the same. */
    private Optional<String> chooseAnother(Wish wish, RunningCase running, Stand stand) {
        OutboundMessage message = stand.written().orElseThrow().message();
        boolean left = devices.left(running, message.kind(), message.personId()).devices().stream()
                .anyMatch(device -> !device.id().equals(message.deviceId()));
        if (!left) {
            return Optional.of("The person has no other device that is left to try");
        }
        return reports.giveUp(message, by(wish) + " had another medium chosen")
                ? Optional.empty()
                : Optional.of("It does not wait for its message any more");
    }

    private Optional<String> moveOn(Wish wish, RunningCase running, Stand stand) {
        Optional<CaseMessage> message = ActRules.messageOf(wish.way());
        if (message.isEmpty()) {
            management.executeJob(stand.timer());
        } else {
            process.tell(running, message.get(), Map.of());
        }
        return Optional.empty();
    }

    private Optional<String> end(Wish wish, RunningCase running) {
        journal.write(running.id(), Step.CANCELLED, null, running.state().name(), by(wish) + ": " + wish.detail());
        process.end(running, Outcome.CANCELLED, by(wish));
        return Optional.empty();
    }

    private Optional<String> raise(UUID caseId) {
        messages.letGoFirst(List.of(caseId));
        return Optional.empty();
    }

    @Override
    public void letGoFirst(Collection<UUID> ids) {
        messages.letGoFirst(ids);
    }

    private static String by(Wish wish) {
        return "by " + wish.operator();
    }
}
