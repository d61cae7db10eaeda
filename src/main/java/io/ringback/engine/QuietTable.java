package io.ringback.engine;

import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Pair;
import io.ringback.engine.PeopleFacts.Two;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableFacts;
import io.ringback.reach.DevicesLeft.Reach;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the table quiet-hours in force where a notification would come in the callee's quiet hours. Whatever is wrong with the table, it
 * is as quiet as without it, and the log says so.
 */
@Component
class QuietTable {

    private static final String IN_QUIET_HOURS = "inQuietHours";
    private static final String RING = "RING";
    private static final Set<Object> KNOWN = Set.of("WAIT", RING);

    private static final Logger LOG = LoggerFactory.getLogger(QuietTable.class);

    private final PeopleFacts people;
    private final TableInForce table;

    QuietTable(PeopleFacts people, JdbcClient jdbc, StandingAnswers answers, FileTrial trial) {
        this.people = people;
        this.table = new TableInForce(Diagram.QUIET_HOURS, jdbc, answers, trial);
    }

    /**
     * How the person can be reached now: as if they were in no quiet hours, where the table has this case ring all the same. Only the
     * callee is rung so; who stands in for them is not.
     *
     * @param pair the two people of the case
     * @param two the same, for what tables may ask of them
     */
    Reach heeded(RunningCase running, MessageKind purpose, Reach reach, Supplier<Pair> pair, Two two) {
        boolean concerned = purpose == MessageKind.NOTIFICATION
                && running.deputyId().isEmpty()
                && reach.quietUntil().isPresent()
                && !reach.inWriting().devices().isEmpty();
        // No telephone is called in quiet hours, whatever a table says.
        return concerned && rings(running, pair, two) ? reach.inWriting().atAnyHour() : reach;
    }

    private boolean rings(RunningCase running, Supplier<Pair> pair, Two two) {
        TableInForce.Deployed rules = table.now();
        if (!rules.isThere()) {
            return false;
        }
        Set<String> asked = rules.looksAt();
        Map<String, Object> facts = new HashMap<>(people.ofBoth(two).lookUp(asked));
        if (!facts.keySet().containsAll(asked)) {
            facts.putAll(TableFacts.consent(pair.get(), running.cause()));
        }
        Optional<Object> said = rules.answer(facts).map(answer -> answer.get(IN_QUIET_HOURS));
        if (said.filter(KNOWN::contains).isEmpty()) {
            LOG.warn(
                    "The table {} (version {}) does not say whether case {} may ring in quiet hours, so it waits: mend it on the"
                            + " bench",
                    Diagram.QUIET_HOURS,
                    rules.version(),
                    running.id());
        }
        return said.filter(RING::equals).isPresent();
    }
}
