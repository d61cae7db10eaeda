package io.ringback.engine.acts;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.HurriedMessages;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import io.ringback.web.operations.acts.CaseAct;
import io.ringback.web.operations.acts.CaseActs;
import io.ringback.web.operations.acts.Wish;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
    private final MediaNow media;
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
            MediaNow media,
            ManagementService management,
            Journal journal) {
        this.stands = stands;
        this.rules = rules;
        this.migrations = migrations;
        this.cases = cases;
        this.process = process;
        this.reports = reports;
        this.messages = messages;
        this.media = media;
        this.management = management;
        this.journal = journal;
    }

    @Override
    public List<Foreseen> foresee(Wish wish, List<UUID> ids) {
        List<Stand> standing = stands.of(ids);
        if (wish.act() == CaseAct.OTHER_MEDIUM) {
            return foreseeOtherMedia(wish, standing);
        }
        return standing.stream()
                .map(stand ->
                        new Foreseen(stand.caseId(), rules.whyNot(wish, stand), ActRules.twice(wish, stand), Set.of()))
                .toList();
    }

    private List<Foreseen> foreseeOtherMedia(Wish wish, List<Stand> standing) {
        Map<UUID, Optional<String>> whyNot = standing.stream()
                .collect(Collectors.toMap(Stand::caseId, stand -> rules.whyNot(wish, stand), (one, same) -> one));
        Map<UUID, MediaNow.Ways> ways = media.without(standing.stream()
                .filter(stand -> whyNot.get(stand.caseId()).isEmpty())
                .map(stand -> stand.written().orElseThrow().message())
                .toList());
        return standing.stream()
                .map(stand -> new Foreseen(
                        stand.caseId(),
                        whyNot.get(stand.caseId()).or(() -> ActRules.whyNoOther(waysOf(stand, ways), wish)),
                        ActRules.twice(wish, stand),
                        waysOf(stand, ways).media()))
                .toList();
    }

    private static MediaNow.Ways waysOf(Stand stand, Map<UUID, MediaNow.Ways> ways) {
        return ways.getOrDefault(stand.caseId(), MediaNow.Ways.NONE);
    }

    @Override
    public Optional<String> act(Wish wish, UUID caseId, Optional<CaseState> stood) {
        Optional<RunningCase> locked = cases.lock(caseId);
        Stand stand = stands.of(List.of(caseId)).get(0);
        Optional<String> whyNot = rules.whyNot(wish, stand);
        if (whyNot.isPresent()) {
            return whyNot;
        }
        if (wish.act().sends() && stood.filter(state -> state != stand.state()).isPresent()) {
            return Optional.of("It has moved on since it was found");
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
        Optional<String> whyNot = ActRules.whyNoOther(waysOf(stand, media.without(List.of(message))), wish);
        if (whyNot.isPresent()) {
            return whyNot;
        }
        wish.medium().ifPresent(wanted -> media.only(running.id(), wanted));
        if (!reports.giveUp(message, by(wish) + " had another medium chosen")) {
            return Optional.of("It does not wait for its message any more");
        }
        wish.medium().ifPresent(wanted -> check(wanted, message, running.id()));
        return Optional.empty();
    }

    /** The diagram has decided: if it wrote otherwise than the operator wanted, or what a cap holds back, nothing of that is to be. */
    private void check(Medium wanted, OutboundMessage before, UUID caseId) {
        Optional<Stand.Written> now = stands.of(List.of(caseId)).get(0).written();
        boolean asWanted = now.filter(written -> !written.message().id().equals(before.id()))
                .filter(written -> written.message().medium() == wanted)
                .isPresent();
        if (!asWanted) {
            throw new NotDone("The diagram writes otherwise from there");
        }
        if (now.orElseThrow().heldUntil() != null) {
            throw new NotDone("Quiet hours or a cap would hold it back");
        }
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
