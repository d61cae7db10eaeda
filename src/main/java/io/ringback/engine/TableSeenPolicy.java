package io.ringback.engine;

import io.ringback.cases.RunningCase;
import io.ringback.conversation.SeenBy;
import io.ringback.conversation.SeenPolicy;
import io.ringback.conversation.WhenSeen;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableFacts;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the table when-seen in force. Whatever is wrong with the table, nobody is told anything, and the log says so. */
@Component
class TableSeenPolicy implements SeenPolicy {

    private static final String WHEN_SEEN = "whenSeen";

    private static final Logger LOG = LoggerFactory.getLogger(TableSeenPolicy.class);

    private final TableInForce table;

    TableSeenPolicy(JdbcClient jdbc, StandingAnswers answers, FileTrial trial) {
        this.table = new TableInForce(Diagram.WHEN_SEEN, jdbc, answers, trial);
    }

    @Override
    public WhenSeen of(RunningCase running, SeenBy sign) {
        TableInForce.Deployed rules = table.now();
        Optional<WhenSeen> said = rules.answer(TableFacts.sign(sign, running.cause(), running.callerIdentity()))
                .map(answer -> answer.get(WHEN_SEEN))
                .flatMap(word -> Arrays.stream(WhenSeen.values())
                        .filter(known -> known.name().equals(word))
                        .findFirst());
        if (said.isEmpty()) {
            LOG.warn(
                    "The table {} (version {}) does not say what a sign of life leads to in case {}, so it leads to nothing:"
                            + " deploy it, or mend it on the bench",
                    Diagram.WHEN_SEEN,
                    rules.version(),
                    running.id());
        }
        return said.orElse(WhenSeen.NOTHING);
    }
}
