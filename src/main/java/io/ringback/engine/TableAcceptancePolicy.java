package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.conversation.Acceptance;
import io.ringback.conversation.AcceptancePolicy;
import io.ringback.directory.Address;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableFacts;
import io.ringback.reach.PhoneKind;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the table accepted-by-key in force. Whatever is wrong with the table, nobody is connected without a key, and the log says so. */
@Component
class TableAcceptancePolicy implements AcceptancePolicy {

    private static final String ACCEPTED = "accepted";

    private static final Logger LOG = LoggerFactory.getLogger(TableAcceptancePolicy.class);

    private final TableInForce table;
    private final Cases cases;
    private final Clock clock;

    TableAcceptancePolicy(JdbcClient jdbc, StandingAnswers answers, FileTrial trial, Cases cases, Clock clock) {
        this.table = new TableInForce(Diagram.ACCEPTED_BY_KEY, jdbc, answers, trial);
        this.cases = cases;
        this.clock = clock;
    }

    @Override
    public Acceptance of(UUID caseId, Leg leg, Address phone) {
        TableInForce.Deployed rules = table.now();
        Optional<Acceptance> said = rules.answer(
                        TableFacts.leg(leg, PhoneKind.of(phone), cases.lastContact(caseId), clock.instant()))
                .map(answer -> answer.get(ACCEPTED))
                .flatMap(word -> Arrays.stream(Acceptance.values())
                        .filter(known -> known.name().equals(word))
                        .findFirst());
        if (said.isEmpty()) {
            LOG.warn(
                    "The table {} (version {}) does not say what counts as an answer of the {} in case {}, so it is a key:"
                            + " deploy it, or mend it on the bench",
                    Diagram.ACCEPTED_BY_KEY,
                    rules.version(),
                    leg,
                    caseId);
        }
        return said.orElse(Acceptance.KEY);
    }
}
