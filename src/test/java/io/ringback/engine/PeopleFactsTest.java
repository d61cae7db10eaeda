package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.Brand;
import io.ringback.directory.Contact;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.PeopleFacts.Two;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.LocalCalendar;
import io.ringback.reach.Workloads;
import io.ringback.reach.Workloads.Role;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What tables learn about people, from real rows. Anna calls Bob. */
@BesideOthers
@ResourceLock("the processors")
class PeopleFactsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicInteger statements = new AtomicInteger();
    private final JdbcClient jdbc = DATABASE.jdbc();
    private final Directory directory = new Directory(jdbc, DATABASE.addresses(), Clock.systemUTC());
    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private PeopleFacts facts;
    private AddressBooks contacts;
    private Person anna;
    private Person bob;

    @BeforeEach
    void nobodyIsKnown() {
        DATABASE.clear();
        anna = person("Anna", "en", "Europe/Stockholm", Particulars.NONE);
        bob = person("Bob", "pt-BR", "Europe/Stockholm", Particulars.NONE);
        itIs(NOON);
    }

    private Person person(String name, String language, String zone, Particulars particulars) {
        Person person = new Person(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                Locale.forLanguageTag(language),
                ZoneId.of(zone),
                Preferences.UNSET,
                List.of(new Device(UUID.randomUUID(), Medium.VOICE, new Address("sip:" + name + "@x.test"), "Desk")),
                particulars,
                Optional.empty());
        directory.save(person);
        return person;
    }

    private void itIs(Instant now) {
        itIs(now, "");
    }

    private void itIs(Instant now, String brandOfTheInstallation) {
        try (AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of("ringback.brand=" + brandOfTheInstallation).applyTo(beans);
            beans.registerBean(Clock.class, () -> Clock.fixed(now, ZoneOffset.UTC));
            beans.registerBean(JdbcClient.class, () -> JdbcClient.create(counted(DATABASE.dataSource())));
            beans.register(LocalCalendar.class, Workloads.class, AddressBooks.class, PeopleFacts.class);
            beans.refresh();
            facts = beans.getBean(PeopleFacts.class);
            contacts = beans.getBean(AddressBooks.class);
        }
    }

    private DataSource counted(DataSource database) {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, given) -> {
                            if (method.getName().startsWith("prepare")) {
                                statements.incrementAndGet();
                            }
                            try {
                                return method.invoke(connection, given);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }

    private Two two(UUID caseId) {
        return new Two(
                caseId,
                () -> directory.find(anna.id()),
                () -> directory.find(bob.id()),
                () -> CallerIdentity.UNVERIFIED,
                () -> WhyCalled.UNSAID);
    }

    private Object fact(String name) {
        return facts.ofBoth(two(new UUID(0, 1))).lookUp(name);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-12-25T11:00:00Z, Europe/Stockholm, SE,    FRIDAY,  12, true
            2026-12-24T23:30:00Z, Europe/Stockholm, SE,    FRIDAY,   0, true
            2026-12-26T23:30:00Z, Europe/Stockholm, SE,    SUNDAY,   0, false
            2026-12-26T22:30:00Z, Europe/Stockholm, SE,    SATURDAY, 23, true
            2026-03-29T00:59:59Z, Europe/Stockholm, SE,    SUNDAY,   1, false
            2026-03-29T01:00:00Z, Europe/Stockholm, SE,    SUNDAY,   3, false
            2026-11-26T15:00:00Z, America/New_York, US,    THURSDAY, 10, true
            2026-01-06T09:00:00Z, Europe/Berlin,    DE,    TUESDAY, 10, false
            2026-01-06T09:00:00Z, Europe/Berlin,    DE-BY, TUESDAY, 10, true
            2026-01-06T09:00:00Z, Europe/Berlin,    DE-XX, TUESDAY, 10, false
            2026-01-06T09:00:00Z, Europe/Berlin,    ,      TUESDAY, 10, true
            2026-12-25T11:00:00Z, Asia/Tokyo,       AQ,    FRIDAY,  20, false
            """)
    void dayHourAndHolidayAreThosePersonsOwn(
            Instant now, String zone, String country, String weekday, int hour, boolean holiday) {
        bob = person(
                "Bob", "sv", zone, new Particulars(Optional.empty(), Optional.ofNullable(country), Optional.empty()));
        itIs(now);

        assertThat(fact("calleeWeekday")).isEqualTo(weekday);
        assertThat(fact("calleeHour")).isEqualTo(hour);
        assertThat(fact("calleeHoliday")).isEqualTo(holiday);
        OfferedFacts ofBob = facts.ofOne(two(new UUID(0, 1)), Role.CALLEE);
        assertThat(Stream.of("weekday", "hour", "holiday").map(ofBob::lookUp)).containsExactly(weekday, hour, holiday);
    }

    @Test
    void aLanguageIsToldWithoutItsCountry() {
        assertThat(fact("callerLanguage")).isEqualTo("en");
        assertThat(fact("calleeLanguage")).isEqualTo("pt");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            nobody,  ,        ,        false, false, false, false, false
            contact, ,        ,        true,  false, false, false, false
            vip,     ,        ,        true,  true,  false, false, false
            nobody,  Example, Example, false, false, true,  false, false
            nobody,  Example, EXAMPLE, false, false, false, false, false
            nobody,  Example, ,        false, false, false, false, false
            deputy,  ,        ,        false, false, false, true,  true
            another, ,        ,        false, false, false, true,  false
            """)
    void whatTheCallerIsToTheCallee(
            String anna,
            String worksFor,
            String bobWorksFor,
            boolean contact,
            boolean vip,
            boolean same,
            boolean hasDeputy,
            boolean deputy) {
        this.anna = person(
                "Anna",
                "en",
                "UTC",
                new Particulars(Optional.ofNullable(worksFor), Optional.empty(), Optional.empty()));
        Person carol = person("Carol", "en", "UTC", Particulars.NONE);
        Optional<UUID> standsIn =
                switch (anna) {
                    case "deputy" -> Optional.of(this.anna.id());
                    case "another" -> Optional.of(carol.id());
                    default -> Optional.empty();
                };
        bob = person("Bob", "en", "UTC", new Particulars(Optional.ofNullable(bobWorksFor), Optional.empty(), standsIn));
        // The other way round it says nothing.
        contacts.replace(Map.of(this.anna.id(), List.of(new Contact(carol.id(), true))));
        if (contact) {
            contacts.replace(
                    Map.of(bob.id(), List.of(new Contact(this.anna.id(), vip), new Contact(carol.id(), !vip))));
        }

        assertThat(Stream.of("callerInContacts", "callerIsVip", "sameOrganisation", "calleeHasDeputy", "callerIsDeputy")
                        .map(this::fact))
                .containsExactly(contact, vip, same, hasDeputy, deputy);
    }

    private void isOpen(RunningCase running, Person caller, Person callee) {
        jdbc.sql("insert into open_pair (caller_id, callee_id, case_id) values (?, ?, ?)")
                .params(caller.id(), callee.id(), running.id())
                .update();
    }

    @Test
    void openCasesAreTheOthersInTheSameRole() {
        Person carol = person("Carol", "en", "UTC", Particulars.NONE);
        RunningCase this1 = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        isOpen(this1, anna, bob);
        isOpen(rows.openCase(carol, bob, CaseState.ASKING_CALLER), carol, bob);
        isOpen(rows.openCase(bob, carol, CaseState.ASKING_CALLER), bob, carol);
        rows.openCase(carol, bob, CaseState.ENDED);

        OfferedFacts offered = facts.ofBoth(two(this1.id()));

        assertThat(offered.lookUp("calleeOpenCases")).isEqualTo(1);
        assertThat(offered.lookUp("callerOpenCases")).isEqualTo(0);
    }

    /** Bob's midnight is at 23:00 UTC, the day before. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            NOTIFICATION, SENT,      2026-03-01T22:59:59Z, 2026-03-01T23:00:01Z, 1
            NOTIFICATION, SENT,      2026-03-01T20:00:00Z, 2026-03-01T22:59:59Z, 0
            NOTIFICATION, SENT,      2026-03-02T10:00:00Z, 2026-03-02T10:00:01Z, 1
            NOTIFICATION, WAITING,   2026-03-01T22:00:00Z, ,                     1
            NOTIFICATION, FAILED,    2026-03-02T10:00:00Z, ,                     0
            NOTIFICATION, CANCELLED, 2026-03-02T10:00:00Z, ,                     0
            QUESTION,     SENT,      2026-03-02T10:00:00Z, 2026-03-02T10:00:01Z, 0
            """)
    void noticesTodayHaveLeftSinceMidnightWhereThePersonIs(
            MessageKind kind, String state, Instant written, Instant sent, int counted) {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        UUID message = rows.sent(running, kind, bob, bob.devices().get(0)).id();
        jdbc.sql("update outbound_message set state = ?, created_at = ?, sent_at = ?::timestamptz where id = ?")
                .params(state, written.atOffset(ZoneOffset.UTC), sent == null ? null : sent.toString(), message)
                .update();

        assertThat(fact("calleeNoticesToday")).isEqualTo(counted);
        assertThat(fact("callerNoticesToday")).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"acme, '', acme", "acme, other, acme", "'', '', DEFAULT", "'', other, other"})
    void whoHasNoBrandHasTheInstallations(String own, String installation, String expected) {
        bob = new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                bob.devices(),
                bob.particulars(),
                Optional.of(own).filter(word -> !word.isEmpty()).map(Brand::new));
        directory.save(bob);
        itIs(NOON, installation);

        assertThat(fact("calleeBrand")).isEqualTo(expected);
        assertThat(fact("callerBrand")).isEqualTo(installation.isEmpty() ? "DEFAULT" : installation);
    }

    @Test
    void somebodyWhomNobodyKnowsHasTheClockOfTheWorldAndNothingOnHand() {
        OfferedFacts offered = facts.ofOne(
                new Two(
                        new UUID(0, 1),
                        Optional::empty,
                        Optional::empty,
                        () -> CallerIdentity.NOT_TOLD,
                        () -> WhyCalled.UNSAID),
                Role.CALLER);

        assertThat(offered.names().stream().map(offered::lookUp))
                .containsExactly(
                        "NOT_TOLD",
                        "NONE",
                        "NORMAL",
                        false,
                        false,
                        false,
                        false,
                        false,
                        "MONDAY",
                        12,
                        false,
                        "en",
                        "DEFAULT",
                        0,
                        0);
        assertThat(statements).hasValue(0);
    }

    @Test
    void whatNobodyAsksForCostsNothingAndWhatIsCountedIsCountedTogether() {
        OfferedFacts offered = facts.ofBoth(two(new UUID(0, 1)));
        assertThat(statements).hasValue(0);

        Stream.of("calleeOpenCases", "calleeNoticesToday", "calleeOpenCases").forEach(offered::lookUp);
        assertThat(statements).hasValue(1);

        Stream.of("callerInContacts", "callerIsVip").forEach(offered::lookUp);
        assertThat(statements).hasValue(2);

        offered.names().stream().filter(name -> !name.startsWith("caller")).forEach(offered::lookUp);
        assertThat(statements).hasValue(2);
    }

    @Test
    void whoIsForgottenIsNobodysContactAndNobodysDeputy() {
        bob = person(
                "Bob", "en", "UTC", new Particulars(Optional.of("Example"), Optional.of("SE"), Optional.of(anna.id())));
        contacts.replace(Map.of(bob.id(), List.of(new Contact(anna.id(), true))));
        contacts.replace(Map.of(anna.id(), List.of(new Contact(bob.id(), false))));

        directory.delete(anna.id());

        assertThat(contacts.of(bob.id())).isEmpty();
        assertThat(directory.find(bob.id()).orElseThrow().particulars().deputy())
                .isEmpty();
        assertThat(jdbc.sql("select count(*) from contact").query(Long.class).single())
                .isZero();
    }
}
