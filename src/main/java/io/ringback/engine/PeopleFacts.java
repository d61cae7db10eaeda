package io.ringback.engine;

import io.ringback.cases.WhyCalled;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.AddressBooks.Standing;
import io.ringback.directory.Brand;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.LocalCalendar;
import io.ringback.reach.Workloads;
import io.ringback.reach.Workloads.Role;
import io.ringback.reach.Workloads.Workload;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * What tables may ask about the two people of a case beyond who they are and what they prefer, as listed for analysts in
 * docs/for-analysts.md. Nothing is looked up before it is asked for.
 */
@Component
class PeopleFacts {

    /** Whose clock, language and brand stand for somebody who is not in the directory. */
    private static final Person NOBODY =
            new Person(new UUID(0, 0), "?", Locale.ENGLISH, ZoneOffset.UTC, Preferences.UNSET, List.of());

    private static final String DEFAULT_BRAND = "DEFAULT";

    private final LocalCalendar calendar;
    private final Workloads workloads;
    private final AddressBooks contacts;
    private final String installation;

    PeopleFacts(
            LocalCalendar calendar,
            Workloads workloads,
            AddressBooks contacts,
            @Value("${ringback.brand:}") String installation) {
        this.calendar = calendar;
        this.workloads = workloads;
        this.contacts = contacts;
        this.installation = installation.isBlank() ? DEFAULT_BRAND : installation.strip();
    }

    /**
     * The two people of a case.
     *
     * @param caller empty if nobody whom the directory knows
     * @param callee likewise
     * @param callerIdentity whether the caller is who the call said they are
     * @param why why the caller called, as far as they have said
     */
    record Two(
            UUID caseId,
            Supplier<Optional<Person>> caller,
            Supplier<Optional<Person>> callee,
            Supplier<CallerIdentity> callerIdentity,
            Supplier<WhyCalled> why) {

        Two {
            caller = SingletonSupplier.of(caller);
            callee = SingletonSupplier.of(callee);
            why = SingletonSupplier.of(why);
        }

        private Supplier<Optional<Person>> of(Role role) {
            return role == Role.CALLER ? caller : callee;
        }
    }

    /** What is looked up: now, or as it was when an earlier case opened. */
    interface Sources {
        ZonedDateTime now(Person person);

        boolean isHoliday(Person person);

        Workload load(Person person, Role role, UUID caseId);

        Standing standing(UUID callee, UUID caller);
    }

    /** As it is now. */
    private final class AsOfNow implements Sources {
        @Override
        public ZonedDateTime now(Person person) {
            return calendar.now(person);
        }

        @Override
        public boolean isHoliday(Person person) {
            return calendar.isHoliday(person);
        }

        @Override
        public Workload load(Person person, Role role, UUID caseId) {
            return workloads.of(person, role, caseId);
        }

        @Override
        public Standing standing(UUID callee, UUID caller) {
            return contacts.standing(callee, caller);
        }
    }

    /** About both of them, by names such as {@code callerHour} and {@code calleeHour}. */
    OfferedFacts ofBoth(Two people) {
        return ofBoth(people, new AsOfNow());
    }

    /** The same as it was once. */
    OfferedFacts ofBoth(Two people, Sources then) {
        Map<String, Supplier<Object>> facts = relation(people, then);
        about(people, Role.CALLER, then).forEach((name, fact) -> facts.put("caller" + capitalised(name), fact));
        about(people, Role.CALLEE, then).forEach((name, fact) -> facts.put("callee" + capitalised(name), fact));
        return new OfferedFacts(facts);
    }

    /** About the one of them whom something is sent to, by names such as {@code hour}; and what the two are to each other. */
    OfferedFacts ofOne(Two people, Role role) {
        return ofOne(people, role, new AsOfNow());
    }

    /** The same as it was once. */
    OfferedFacts ofOne(Two people, Role role, Sources then) {
        Map<String, Supplier<Object>> facts = relation(people, then);
        facts.putAll(about(people, role, then));
        return new OfferedFacts(facts);
    }

    private Map<String, Supplier<Object>> about(Two people, Role role, Sources from) {
        Supplier<Optional<Person>> known = people.of(role);
        Supplier<Person> person = () -> known.get().orElse(NOBODY);
        Supplier<Workload> load = SingletonSupplier.of(() ->
                known.get().map(one -> from.load(one, role, people.caseId())).orElse(Workload.NOTHING));
        Map<String, Supplier<Object>> facts = new LinkedHashMap<>();
        facts.put("weekday", () -> from.now(person.get()).getDayOfWeek().name());
        facts.put("hour", () -> from.now(person.get()).getHour());
        facts.put("holiday", () -> from.isHoliday(person.get()));
        facts.put("language", () -> person.get().language().getLanguage());
        facts.put("brand", () -> person.get().brand().map(Brand::word).orElse(installation));
        facts.put("openCases", () -> load.get().openCases());
        facts.put("noticesToday", () -> load.get().noticesToday());
        return facts;
    }

    private Map<String, Supplier<Object>> relation(Two people, Sources from) {
        Supplier<Standing> caller = SingletonSupplier.of(() -> people.callee()
                .get()
                .flatMap(callee -> people.caller().get().map(one -> from.standing(callee.id(), one.id())))
                .orElse(Standing.STRANGER));
        Supplier<Optional<UUID>> deputy = () ->
                people.callee().get().flatMap(callee -> callee.particulars().deputy());
        Map<String, Supplier<Object>> facts = new LinkedHashMap<>();
        facts.put("callerIdentity", () -> people.callerIdentity().get().name());
        facts.put("callReason", () -> people.why().get().reason().name());
        facts.put("urgency", () -> people.why().get().urgency().name());
        facts.put("callerInContacts", () -> caller.get().known());
        facts.put("callerIsVip", () -> caller.get().vip());
        facts.put(
                "sameOrganisation",
                () -> organisation(people.caller()).isPresent()
                        && organisation(people.caller()).equals(organisation(people.callee())));
        facts.put("calleeHasDeputy", () -> deputy.get().isPresent());
        facts.put(
                "callerIsDeputy",
                () -> deputy.get().isPresent()
                        && deputy.get().equals(people.caller().get().map(Person::id)));
        return facts;
    }

    private static Optional<String> organisation(Supplier<Optional<Person>> person) {
        return person.get().flatMap(one -> one.particulars().organisation());
    }

    private static String capitalised(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
