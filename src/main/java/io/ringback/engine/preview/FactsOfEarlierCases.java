package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.delivery.Adapters;
import io.ringback.directory.Pair;
import io.ringback.directory.PeopleAtOnce;
import io.ringback.directory.PeopleAtOnce.Ids;
import io.ringback.directory.Person;
import io.ringback.reach.EarlierReach;
import io.ringback.reach.Phones;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Looks for the facts of earlier cases. Asks the database a few times, however many they are. */
@Component
class FactsOfEarlierCases {

    private final PeopleAtOnce people;
    private final EarlierReach reach;
    private final Phones phones;
    private final Adapters adapters;
    private final PeopleThen peopleThen;

    FactsOfEarlierCases(
            PeopleAtOnce people, EarlierReach reach, Phones phones, Adapters adapters, PeopleThen peopleThen) {
        this.people = people;
        this.reach = reach;
        this.phones = phones;
        this.adapters = adapters;
        this.peopleThen = peopleThen;
    }

    /**
     * The facts of each of these cases, in their order.
     *
     * @param named of the facts about people, those that somebody asks for
     */
    Stream<EarlierFacts> of(List<EarlierCase> cases, Set<String> named) {
        Map<Ids, Pair> pairs =
                people.pairs(cases.stream().map(FactsOfEarlierCases::ids).toList());
        Map<UUID, Person> everybody = pairs.values().stream()
                .flatMap(pair -> Stream.concat(pair.caller().stream(), pair.callee().stream()))
                .collect(Collectors.toMap(Person::id, person -> person, (one, same) -> one));
        EarlierReach.OfPeople theirs = reach.of(everybody.values());
        List<PeopleThen.OfCase> then = peopleThen.of(
                cases.stream()
                        .map(one -> new PeopleThen.Then(
                                pairs.get(ids(one)), one.callerIdentity(), one.why(), one.openedAt()))
                        .toList(),
                named);
        return IntStream.range(0, cases.size())
                .mapToObj(place -> new EarlierFacts(
                        cases.get(place), pairs.get(ids(cases.get(place))), theirs, phones, adapters, then.get(place)));
    }

    private static Ids ids(EarlierCase one) {
        return new Ids(one.callerId(), one.calleeId());
    }
}
