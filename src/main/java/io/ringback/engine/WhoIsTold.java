package io.ringback.engine;

import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Directory;
import io.ringback.directory.Pair;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableFacts;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.DevicesLeft;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the table who-is-told in force when a case opens, and only where somebody stands in for the callee. Whatever is wrong with the
 * table, the callee is told, as without it, and the log says so.
 */
@Component
class WhoIsTold {

    private static final String TOLD = "told";
    private static final String DEPUTY = "DEPUTY";
    private static final Set<Object> KNOWN = Set.of("CALLEE", DEPUTY);

    private static final Logger LOG = LoggerFactory.getLogger(WhoIsTold.class);

    private final CaseInHand inHand;
    private final Directory directory;
    private final PeopleFacts people;
    private final DevicesLeft devices;
    private final TableInForce table;

    WhoIsTold(
            CaseInHand inHand,
            Directory directory,
            PeopleFacts people,
            DevicesLeft devices,
            JdbcClient jdbc,
            StandingAnswers answers,
            FileTrial trial) {
        this.inHand = inHand;
        this.directory = directory;
        this.people = people;
        this.devices = devices;
        this.table = new TableInForce(Diagram.WHO_IS_TOLD, jdbc, answers, trial);
    }

    /**
     * Who is told in the callee's stead; empty if the callee is. Nobody is whom the call could trouble: whoever has called, who has blocked
     * the caller, who cannot be written to, and whoever it is if the caller may be somebody else. Only the callee can join a conference.
     */
    Optional<UUID> deputy(DelegateExecution execution) {
        RunningCase running = inHand.running(execution);
        Pair pair = inHand.pair(execution);
        if (pair.caller().isEmpty()
                || running.conference().isPresent()
                || running.callerIdentity() == CallerIdentity.UNVERIFIED) {
            return Optional.empty();
        }
        return pair.callee()
                .flatMap(callee -> callee.particulars().deputy())
                .filter(deputy -> !deputy.equals(running.callerId()) && !deputy.equals(running.calleeId()))
                .filter(deputy -> saysDeputy(execution, pair, running))
                .filter(deputy -> !directory.lookUp(running.callerId(), deputy).blocked())
                .filter(deputy -> canBeWrittenTo(running, deputy));
    }

    private boolean canBeWrittenTo(RunningCase running, UUID deputy) {
        return !devices.left(running, MessageKind.NOTIFICATION, deputy)
                .inWriting()
                .devices()
                .isEmpty();
    }

    private boolean saysDeputy(DelegateExecution execution, Pair pair, RunningCase running) {
        TableInForce.Deployed rules = table.now();
        if (!rules.isThere()) {
            return false;
        }
        Map<String, Object> facts = new HashMap<>(TableFacts.consent(pair, running.cause()));
        facts.putAll(people.ofBoth(inHand.people(execution)).lookUp(rules.looksAt()));
        Optional<Object> said = rules.answer(facts).map(answer -> answer.get(TOLD));
        if (said.filter(KNOWN::contains).isEmpty()) {
            LOG.warn(
                    "The table {} (version {}) does not say who is told in case {}, so the callee is: mend it on the bench",
                    Diagram.WHO_IS_TOLD,
                    rules.version(),
                    running.id());
        }
        return said.filter(DEPUTY::equals).isPresent();
    }
}
