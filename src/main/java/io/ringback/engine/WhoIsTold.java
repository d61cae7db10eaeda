package io.ringback.engine;

import io.ringback.cases.RunningCase;
import io.ringback.directory.Directory;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.engine.trial.AskedTables;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.TableFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Asks the table who-is-told in force when a case opens, and only where somebody stands in for the callee. Whatever is wrong with the
 * table, the callee is told, as without it.
 */
@Component
class WhoIsTold {

    private static final String TOLD = "told";
    private static final String DEPUTY = "DEPUTY";

    private record TheTable() {}

    /** The table of a version; its tables are for one thread at a time. */
    private record InForce(String version, AskedTables tables) {

        synchronized boolean saysDeputy(Map<String, Object> facts) {
            return tables.has(Diagram.WHO_IS_TOLD)
                    && tables.answer(Diagram.WHO_IS_TOLD, facts)
                            .filter(said -> DEPUTY.equals(said.get(TOLD)))
                            .isPresent();
        }
    }

    private final CaseInHand inHand;
    private final Directory directory;
    private final PeopleFacts people;
    private final StandingAnswers answers;
    private final LatestTables latest;
    private volatile InForce last;

    WhoIsTold(
            CaseInHand inHand, Directory directory, PeopleFacts people, StandingAnswers answers, LatestTables latest) {
        this.inHand = inHand;
        this.directory = directory;
        this.people = people;
        this.answers = answers;
        this.latest = latest;
    }

    /**
     * Who is told in the callee's stead; empty if the callee is. Whoever has called is not told of it, nobody is who wants nothing or has
     * blocked the caller, and only the callee can join a conference.
     */
    Optional<UUID> deputy(DelegateExecution execution) {
        RunningCase running = inHand.running(execution);
        Pair pair = inHand.pair(execution);
        return pair.callee()
                .flatMap(callee -> callee.particulars().deputy())
                .filter(deputy -> running.conference().isEmpty())
                .filter(deputy ->
                        pair.caller().map(Person::id).filter(deputy::equals).isEmpty())
                .filter(deputy -> saysDeputy(execution, pair, running))
                .filter(deputy -> mayBeTold(directory.lookUp(running.callerId(), deputy)));
    }

    private boolean saysDeputy(DelegateExecution execution, Pair pair, RunningCase running) {
        InForce table = answers.to(new TheTable(), this::look);
        Map<String, Object> facts = new HashMap<>(TableFacts.consent(pair, running.cause()));
        OfferedFacts offered = people.ofBoth(inHand.people(execution));
        table.tables().looksAt(Diagram.WHO_IS_TOLD).stream()
                .filter(offered.names()::contains)
                .forEach(name -> facts.put(name, offered.lookUp(name)));
        return table.saysDeputy(facts);
    }

    private static boolean mayBeTold(Pair withDeputy) {
        return !withDeputy.blocked()
                && withDeputy
                        .callee()
                        .filter(deputy -> !deputy.preferences().never())
                        .isPresent();
    }

    private InForce look() {
        String version = latest.version(Diagram.WHO_IS_TOLD);
        InForce known = last;
        if (known == null || !known.version().equals(version)) {
            known = new InForce(version, latest.read(version));
            last = known;
        }
        return known;
    }
}
