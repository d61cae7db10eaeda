package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.engine.trial.TableFacts;
import io.ringback.failedcall.Cause;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.EarlierReach;
import io.ringback.reach.EarlierReach.After;
import io.ringback.reach.Phones;
import io.ringback.reach.Workloads.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts of one earlier case: the call as it failed, the clock as it was when the case opened, and the people, their devices
 * and the media as they are today. Facts are never stored, so this is as near as one comes.
 */
final class EarlierFacts {

    private final EarlierCase one;
    private final Pair pair;
    private final EarlierReach.OfPeople reach;
    private final Phones phones;
    private final Adapters adapters;
    private final PeopleThen.OfCase people;

    EarlierFacts(
            EarlierCase one,
            Pair pair,
            EarlierReach.OfPeople reach,
            Phones phones,
            Adapters adapters,
            PeopleThen.OfCase people) {
        this.people = people;
        this.one = one;
        this.pair = pair;
        this.reach = reach;
        this.phones = phones;
        this.adapters = adapters;
    }

    /** By table, the names of all facts that are known of earlier cases. */
    static Map<String, Set<String>> known(PeopleThen people) {
        Reach nowhere = new Reach(List.of(), false, Optional.empty(), Set.of());
        Set<String> both = people.namesOfBoth();
        Set<String> message = with(
                TableFacts.message(MessageKind.QUESTION, Medium.VOICE, Cause.BUSY, null, nowhere)
                        .keySet(),
                people.namesOfOne());
        Set<String> contact = with(TableFacts.contact(false, false, false, 0).keySet(), both);
        contact.add("choice");
        return Map.of(
                Topic.CONSENT.table(),
                with(
                        TableFacts.consent(new Pair(Optional.empty(), Optional.empty()), Cause.BUSY)
                                .keySet(),
                        both),
                Topic.ON_THE_SPOT.table(),
                with(TableFacts.onTheSpot(true, false, Cause.BUSY, false).keySet(), both),
                Topic.QUESTION.table(),
                message,
                Topic.WAIT_FOR_ANSWER.table(),
                message,
                Topic.CHOICE_CONNECT.table(),
                contact);
    }

    private static Set<String> with(Set<String> names, Set<String> others) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(others);
        return all;
    }

    private static Map<String, Object> with(Map<String, Object> facts, Map<String, Object> others) {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.putAll(others);
        return all;
    }

    /** Whether the case became part of another as soon as it had opened, and asked nothing more. */
    boolean joined() {
        return one.joined();
    }

    Map<String, Object> consent() {
        return with(TableFacts.consent(pair, one.cause()), people.ofBoth());
    }

    /** As if the caller had stayed on the line; empty if it was no call from a telephone of theirs. */
    Optional<Map<String, Object>> onTheSpot() {
        return pair.caller()
                .filter(caller -> one.failedMedium() == Medium.VOICE)
                .flatMap(caller -> reach.calling(caller, one.calledFrom()))
                .map(Device::textOnly)
                .map(textOnly -> with(
                        TableFacts.onTheSpot(
                                true, textOnly, one.cause(), one.conference().isPresent()),
                        people.ofBoth()));
    }

    /** Whom a message of {@code kind} goes to; empty if we do not know. */
    Optional<Person> reader(MessageKind kind) {
        return kind == MessageKind.NOTIFICATION ? pair.callee() : pair.caller();
    }

    /** The case itself. */
    EarlierCase of() {
        return one;
    }

    /**
     * Of the first message of its kind; empty if we do not know to whom.
     *
     * @param chosen the medium that it goes by; null if that is to be chosen
     */
    Optional<Map<String, Object>> message(MessageKind kind, String chosen) {
        return reader(kind).map(person -> message(kind, chosen, reach(kind, one.openedAt())));
    }

    /** The same of any message, to somebody who can be reached like this. */
    Map<String, Object> message(MessageKind kind, String chosen, Reach reach) {
        return with(
                TableFacts.message(kind, one.failedMedium(), one.cause(), chosen, reach),
                reader(kind).isPresent()
                        ? people.ofOne(kind == MessageKind.NOTIFICATION ? Role.CALLEE : Role.CALLER)
                        : Map.of());
    }

    /** How the reader of a message of {@code kind} can be reached if nothing has been sent before. */
    Reach reach(MessageKind kind, Instant at) {
        return reader(kind)
                .map(person -> reach.left(
                        person,
                        kind,
                        new After(one.failedMedium(), one.calledFrom(), one.callerIdentity(), one.called(), at)))
                .orElseGet(() -> new Reach(List.of(), false, Optional.empty(), Set.of()));
    }

    Map<String, Object> connection() {
        return with(TableFacts.connection(one.failedMedium(), one.cause()), people.ofOne(Role.CALLEE));
    }

    Map<String, Object> contact() {
        return contact(one.connectionAttempts());
    }

    /** @param attempts how often a connection has been tried */
    Map<String, Object> contact(int attempts) {
        boolean there = adapters.isSwitchAvailable();
        return with(
                TableFacts.contact(
                        there,
                        there
                                && pair.caller()
                                        .flatMap(caller -> phones.toJoin(one.conference(), caller, one.calledFrom()))
                                        .isPresent(),
                        there
                                && !pair.callee()
                                        .map(this::phonesOf)
                                        .orElse(List.of())
                                        .isEmpty(),
                        attempts),
                people.ofBoth());
    }

    private List<Device> phonesOf(Person person) {
        return phones.of(person);
    }
}
