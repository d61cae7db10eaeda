package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Choice;
import io.ringback.delivery.Adapters;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableFacts;
import io.ringback.wording.ConnectPolicy;
import io.ringback.wording.MessageInContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Asks the table connect-or-inform beforehand, so that the page offers what the diagram would then do. */
@Component
class TableConnectPolicy implements ConnectPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(TableConnectPolicy.class);
    private static final String REACTION = "reaction";
    private static final String CONNECT = "CONNECT";
    private static final String INFORM = "INFORM";

    private final Cases cases;
    private final Facts facts;
    private final Adapters adapters;
    private final TableInForce table;

    TableConnectPolicy(
            Cases cases, Facts facts, Adapters adapters, JdbcClient jdbc, StandingAnswers answers, FileTrial trial) {
        this.cases = cases;
        this.facts = facts;
        this.adapters = adapters;
        this.table = new TableInForce(Diagram.CONNECT_OR_INFORM, jdbc, answers, trial);
    }

    @Override
    public boolean offers(UUID caseId) {
        if (!adapters.isSwitchAvailable()) {
            // Whatever the table says, nobody is there to connect the two.
            return false;
        }
        RunningCase running = cases.read(caseId);
        return mayConnect(running) && connects(asked(caseId, () -> running, facts.contact(running)));
    }

    @Override
    public Offered offered(MessageInContext notice) {
        boolean canBeWrittenTo =
                notice.callersMedia().stream().anyMatch(medium -> medium.isWritten() && adapters.isAvailable(medium));
        boolean canBeCalled = adapters.isSwitchAvailable();
        if (!canBeWrittenTo && !canBeCalled) {
            return new Offered(false, false);
        }
        Supplier<RunningCase> running = SingletonSupplier.of(() -> cases.read(notice.caseId()));
        Map<String, Object> known = asked(
                notice.caseId(),
                running,
                canBeCalled
                        ? facts.contact(running.get())
                        : TableFacts.contact(false, false, false, notice.connectionAttempts()));
        return new Offered(
                canBeCalled && mayConnect(running.get()) && connects(known), canBeWrittenTo && takesLine(known));
    }

    /** A deputy is connected with nobody: the caller has called the callee. */
    private static boolean mayConnect(RunningCase running) {
        return running.deputyId().isEmpty();
    }

    private boolean connects(Map<String, Object> known) {
        return says(CONNECT, Choice.CONNECT, known);
    }

    private boolean takesLine(Map<String, Object> known) {
        return says(INFORM, Choice.WRITE, known);
    }

    private Map<String, Object> asked(UUID caseId, Supplier<RunningCase> running, Map<String, Object> contact) {
        Map<String, Object> known = new HashMap<>(contact);
        known.putAll(facts.contactOnDemand(caseId, running).lookUp(table.now().looksAt()));
        return known;
    }

    private boolean says(String reaction, Choice choice, Map<String, Object> known) {
        Map<String, Object> asked = new HashMap<>(known);
        asked.put("choice", choice.name());
        TableInForce.Deployed rules = table.now();
        Optional<Object> said = rules.answer(asked).map(answer -> answer.get(REACTION));
        if (said.isEmpty()) {
            // A table that cannot decide offers nothing; what the callee chooses all the same is shown to an operator.
            LOG.warn(
                    "The table {} (version {}) does not say whether to offer {}, so it is not offered: mend it on the bench",
                    Diagram.CONNECT_OR_INFORM,
                    rules.version(),
                    choice);
        }
        return said.filter(reaction::equals).isPresent();
    }
}
