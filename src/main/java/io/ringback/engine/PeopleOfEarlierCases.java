package io.ringback.engine;

import io.ringback.cases.WhyCalled;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.AddressBooks.Standing;
import io.ringback.directory.Contact;
import io.ringback.directory.Person;
import io.ringback.engine.PeopleFacts.Sources;
import io.ringback.engine.PeopleFacts.Two;
import io.ringback.engine.preview.PeopleThen;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.LocalCalendar;
import io.ringback.reach.Workloads;
import io.ringback.reach.Workloads.Moment;
import io.ringback.reach.Workloads.Role;
import io.ringback.reach.Workloads.Workload;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The same facts as of cases under way ({@link PeopleFacts}), of thousands that were, with a few looks into the database. */
@Component
class PeopleOfEarlierCases implements PeopleThen {

    private static final Two NOBODY = new Two(
            new UUID(0, 0), Optional::empty, Optional::empty, () -> CallerIdentity.NOT_TOLD, () -> WhyCalled.UNSAID);

    private final PeopleFacts facts;
    private final LocalCalendar calendar;
    private final Workloads workloads;
    private final AddressBooks contacts;

    PeopleOfEarlierCases(PeopleFacts facts, LocalCalendar calendar, Workloads workloads, AddressBooks contacts) {
        this.facts = facts;
        this.calendar = calendar;
        this.workloads = workloads;
        this.contacts = contacts;
    }

    @Override
    public Set<String> namesOfBoth() {
        return facts.ofBoth(NOBODY).names();
    }

    @Override
    public Set<String> namesOfOne() {
        return facts.ofOne(NOBODY, Role.CALLEE).names();
    }

    @Override
    public List<OfCase> of(List<Then> cases, Set<String> named) {
        Map<Role, Map<Moment, Workload>> loads = new EnumMap<>(Role.class);
        if (asksFor(named, "openCases", "noticesToday")) {
            loads.put(
                    Role.CALLER, loads(cases, Role.CALLER, pair -> pair.people().caller()));
            loads.put(
                    Role.CALLEE, loads(cases, Role.CALLEE, pair -> pair.people().callee()));
        }
        Map<UUID, List<Contact>> books = asksFor(named, "callerInContacts", "callerIsVip")
                ? contacts.of(cases.stream()
                        .flatMap(one -> one.people().callee().stream())
                        .map(Person::id)
                        .collect(Collectors.toSet()))
                : Map.of();
        return cases.stream()
                .map(one -> ofCase(one, new Prepared(one.at(), calendar, loads, books), named))
                .toList();
    }

    private static boolean asksFor(Set<String> named, String... facts) {
        return Stream.of(facts).anyMatch(fact -> named.stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(fact.toLowerCase(Locale.ROOT))));
    }

    private Map<Moment, Workload> loads(List<Then> cases, Role role, Function<Then, Optional<Person>> who) {
        List<Moment> moments = cases.stream()
                .flatMap(one -> who.apply(one).map(person -> new Moment(person, one.at())).stream())
                .distinct()
                .toList();
        List<Workload> loads = workloads.then(moments, role);
        Map<Moment, Workload> byMoment = new HashMap<>();
        for (int place = 0; place < moments.size(); place++) {
            byMoment.put(moments.get(place), loads.get(place));
        }
        return byMoment;
    }

    private OfCase ofCase(Then one, Sources then, Set<String> named) {
        Two two = new Two(
                new UUID(0, 0),
                () -> one.people().caller(),
                () -> one.people().callee(),
                one::callerIdentity,
                one::why);
        Supplier<OfferedFacts> both = () -> facts.ofBoth(two, then);
        Function<Role, OfferedFacts> single = role -> facts.ofOne(two, role, then);
        return new OfCase() {
            @Override
            public Map<String, Object> ofBoth() {
                return lookUp(both.get(), named);
            }

            @Override
            public Map<String, Object> ofOne(Role role) {
                return lookUp(single.apply(role), named);
            }
        };
    }

    private static Map<String, Object> lookUp(OfferedFacts offered, Set<String> named) {
        Map<String, Object> found = offered.lookUp(named);
        found.values().forEach(Objects::requireNonNull);
        return found;
    }

    /** What was looked up before for all cases, and the clock as it was. */
    private record Prepared(
            Instant at, LocalCalendar calendar, Map<Role, Map<Moment, Workload>> loads, Map<UUID, List<Contact>> books)
            implements Sources {

        @Override
        public ZonedDateTime now(Person person) {
            return at.atZone(person.timeZone());
        }

        @Override
        public boolean isHoliday(Person person) {
            return calendar.wasHoliday(person, at);
        }

        @Override
        public Workload load(Person person, Role role, UUID caseId) {
            return loads.get(role).get(new Moment(person, at));
        }

        @Override
        public Standing standing(UUID callee, UUID caller) {
            return books.getOrDefault(callee, List.of()).stream()
                    .filter(contact -> contact.personId().equals(caller))
                    .findFirst()
                    .map(contact -> new Standing(true, contact.vip()))
                    .orElse(Standing.STRANGER);
        }
    }
}
