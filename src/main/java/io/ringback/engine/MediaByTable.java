package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.engine.PeopleFacts.Two;
import io.ringback.engine.acts.MediaNow;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableFacts;
import io.ringback.reach.DevicesLeft;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.Workloads.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the table choice-of-medium what it would choose of the devices that are left. A medium is allowed if the table chooses it where
 * nothing else is left: so a rule that forbids it forbids it to operators, too, and one that only prefers another does not.
 */
@Component
class MediaByTable implements MediaNow {

    private static final String TABLE = "choice-of-medium";
    private static final String MEDIUM = "medium";
    private static final String NONE = "NONE";

    private final Cases cases;
    private final DevicesLeft devices;
    private final Directory directory;
    private final PeopleFacts people;
    private final CaseInHand inHand;
    private final QuietTable quiet;
    private final TableInForce table;

    MediaByTable(
            Cases cases,
            DevicesLeft devices,
            Directory directory,
            PeopleFacts people,
            CaseInHand inHand,
            QuietTable quiet,
            JdbcClient jdbc,
            StandingAnswers answers,
            FileTrial trial) {
        this.cases = cases;
        this.devices = devices;
        this.directory = directory;
        this.people = people;
        this.inHand = inHand;
        this.quiet = quiet;
        this.table = new TableInForce(TABLE, jdbc, answers, trial);
    }

    @Override
    public Map<UUID, Ways> without(Collection<OutboundMessage> messages) {
        Map<UUID, RunningCase> running =
                cases.read(messages.stream().map(OutboundMessage::caseId).toList());
        Map<UUID, Reach> reaches = devices.left(messages, running);
        TableInForce.Deployed rules = table.now();
        Map<UUID, Ways> ways = new HashMap<>();
        messages.forEach(message -> {
            RunningCase its = running.get(message.caseId());
            Reach left = reaches.get(message.id());
            if (its != null && left != null) {
                ways.put(its.id(), new Choice(rules, its, message.kind(), left.without(message.deviceId())).ways());
            }
        });
        return ways;
    }

    @Override
    public void only(UUID caseId, Medium medium) {
        inHand.only(caseId, medium);
    }

    /** What the table has to choose from for one message. */
    private final class Choice {

        private final TableInForce.Deployed rules;
        private final RunningCase running;
        private final MessageKind purpose;
        private final Reach left;
        private final OfferedFacts offered;

        Choice(TableInForce.Deployed rules, RunningCase running, MessageKind purpose, Reach left) {
            this.rules = rules;
            this.running = running;
            this.purpose = purpose;
            Two two = new Two(
                    running.id(),
                    () -> Optional.ofNullable(running.callerId()).flatMap(directory::find),
                    () -> Optional.ofNullable(running.calleeId()).flatMap(directory::find),
                    running::callerIdentity,
                    () -> cases.whyCalled(running.id()));
            this.left = quiet.heeded(
                    running, purpose, left, () -> directory.lookUp(running.callerId(), running.calleeId()), two);
            this.offered = people.ofOne(two, purpose == MessageKind.NOTIFICATION ? Role.CALLEE : Role.CALLER);
        }

        Ways ways() {
            Set<Medium> media = left.devices().stream()
                    .map(Device::messageMedium)
                    .filter(medium -> !medium.rings() || !waitsForMorning())
                    .filter(medium ->
                            medium.name().equals(chosen(left.only(medium)).orElse(NONE)))
                    .collect(Collectors.toSet());
            boolean any = !left.devices().isEmpty();
            return new Ways(any, any && !chosen(left).orElse("").equals(NONE), media);
        }

        /** A question is never held back: who is asked has just called. */
        private boolean waitsForMorning() {
            return left.quietUntil().isPresent() && purpose != MessageKind.QUESTION;
        }

        /** What the table chooses of these; empty if that cannot be told. */
        private Optional<String> chosen(Reach reach) {
            Map<String, Object> facts = new LinkedHashMap<>(
                    TableFacts.message(purpose, running.failedMedium(), running.cause(), null, reach));
            facts.putAll(offered.lookUp(rules.looksAt()));
            return rules.answer(facts).map(said -> String.valueOf(said.get(MEDIUM)));
        }
    }
}
