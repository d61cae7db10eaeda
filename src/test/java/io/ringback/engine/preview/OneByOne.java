package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.cases.EarlierCaseReader;
import io.ringback.cases.EarlierReactions;
import io.ringback.cases.WhatPeopleDid;
import io.ringback.engine.trial.DiagramWalks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;

/** Takes the newest cases through a diagram without knowing anything of the ones before, for comparison. */
public final class OneByOne {

    private OneByOne() {}

    /**
     * How long that takes, with what is read of them.
     *
     * @param diagram one that no case has gone through yet, and another each time
     */
    public static Duration of(ApplicationContext ringback, Supplier<DiagramWalks> diagram, int count) {
        List<DiagramWalks> walks =
                IntStream.range(0, count).mapToObj(place -> diagram.get()).toList();
        Set<String> looksAt = walks.get(0).looksAt();
        List<EarlierCase> newest = ringback.getBean(EarlierCaseReader.class).newest(count);
        long from = System.nanoTime();
        for (int place = 0; place < newest.size(); place++) {
            EarlierCase one = newest.get(place);
            Map<UUID, WhatPeopleDid> did =
                    ringback.getBean(EarlierReactions.class).of(List.of(one.id()));
            EarlierFacts facts = ringback.getBean(FactsOfEarlierCases.class)
                    .of(List.of(one), looksAt)
                    .findFirst()
                    .orElseThrow();
            walks.get(place).of(new CaseOnItsWay(facts, did.get(one.id()), (kind, reader) -> 1));
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }
}
