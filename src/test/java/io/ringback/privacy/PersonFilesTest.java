package io.ringback.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ringback.JourneyRows;
import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.calendar.CalendarProperties;
import io.ringback.calendar.Calendars;
import io.ringback.cases.CaseState;
import io.ringback.cases.EndedCases;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.privacy.PersonFile.OwnCase;
import io.ringback.privacy.PersonFile.Role;
import io.ringback.sealing.SealedAddresses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** What a person is handed of themselves, and what of the other one they are not. */
class PersonFilesTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final PeopleAndCases rows = new PeopleAndCases(database);
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final PersonFiles files = files();

    private final Person anna = rows.person(
            "Anna",
            PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"),
            PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
    private final Person bob = rows.person(
            "Bob",
            PeopleAndCases.device(Medium.VOICE, "tel:+46701740606"),
            PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com"));

    private PersonFiles files() {
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(Directory.class, () -> new Directory(jdbc, database.addresses(), Clock.systemUTC()));
        context.registerBean(SealedAddresses.class, database::addresses);
        context.registerBean(
                Calendars.class,
                () -> new Calendars(
                        new CalendarProperties(
                                true, DataSize.ofMegabytes(1), Duration.ofHours(1), List.of(), Duration.ofSeconds(20)),
                        jdbc,
                        database.addresses(),
                        Clock.systemUTC()));
        context.register(AddressBooks.class, EndedCases.class, OwnCases.class, PersonFiles.class);
        context.refresh();
        return context.getBean(PersonFiles.class);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private OwnCase only(Person person) {
        return files.read(person.id()).orElseThrow().cases().get(0);
    }

    private static String json(PersonFile file) throws Exception {
        return new ObjectMapper().registerModule(new JavaTimeModule()).writeValueAsString(file);
    }

    @Test
    void allThatIsKeptOfThePersonIsInTheFile() throws Exception {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        rows.sent(running, MessageKind.QUESTION, anna, anna.devices().get(1));
        JourneyRows.add(jdbc, running.id(), Instant.now(), "CALLER_ANSWERED", null, "YES", null);
        jdbc.sql("insert into block (callee_id, caller_id, since) values (?, ?, now())")
                .params(anna.id(), bob.id())
                .update();
        jdbc.sql("insert into opt_out (address_hash, sender, medium, since) values (?, 'mail', 'EMAIL', now())")
                .param(database.addresses().hash("mailto:anna@example.com"))
                .update();
        jdbc.sql("insert into contact (person_id, contact_id, vip) values (?, ?, true)")
                .params(anna.id(), bob.id())
                .update();

        jdbc.sql("insert into standing_permission values (?, ?, now(), now() + interval '30 days')")
                .params(anna.id(), bob.id())
                .update();

        PersonFile file = files.read(anna.id()).orElseThrow();

        assertThat(json(file))
                .contains("Anna", "tel:+46701740605", "mailto:anna@example.com", "VOICE device", "Europe/Stockholm")
                .contains("CALLER_ANSWERED", "YES", "QUESTION", "BUSY");
        assertThat(file.blocked()).extracting(PersonFile.BlockedPerson::name).containsExactly("Bob");
        assertThat(file.allowed()).extracting(PersonFile.AllowedPerson::name).containsExactly("Bob");
        assertThat(file.contacts()).containsExactly(new PersonFile.KnownPerson("Bob", true));
        assertThat(file.stopped()).extracting(PersonFile.Stopped::medium).containsExactly(Medium.EMAIL);
        OwnCase theirs = only(anna);
        assertThat(theirs.role()).isEqualTo(Role.CALLER);
        assertThat(theirs.other()).isEqualTo("Bob");
        assertThat(theirs.open()).isTrue();
        assertThat(theirs.messages()).extracting(PersonFile.Message::device).containsExactly("EMAIL device");
    }

    @Test
    void noAddressOfTheOtherIsInIt() throws Exception {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        rows.sent(running, MessageKind.QUESTION, anna, anna.devices().get(1));
        rows.sent(running, MessageKind.NOTIFICATION, bob, bob.devices().get(1));

        assertThat(json(files.read(bob.id()).orElseThrow()))
                .contains("Anna")
                .doesNotContain("46701740605", "anna@", "QUESTION");
        assertThat(json(files.read(anna.id()).orElseThrow())).doesNotContain("46701740606", "bob@", "NOTIFICATION");
    }

    /** Carol stands in for Bob. */
    @ParameterizedTest
    @CsvSource({"true, Anna, Bob", "false,,"})
    void whoIsToldInTheCalleesSteadFindsItInTheirFile(boolean told, String other, String standingInFor)
            throws Exception {
        Person carol = rows.person(
                "Carol",
                PeopleAndCases.device(Medium.VOICE, "tel:+46701740607"),
                PeopleAndCases.device(Medium.EMAIL, "mailto:carol@example.com"));
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        jdbc.sql("update failed_call_case set deputy_id = ? where id = ?")
                .params(carol.id(), running.id())
                .update();
        if (told) {
            rows.sent(running, MessageKind.NOTIFICATION, carol, carol.devices().get(1));
        }
        JourneyRows.add(jdbc, running.id(), Instant.now(), "CONTACT_MEANS_USED", null, "INFORM", null);

        OwnCase theirs = only(carol);
        assertThat(theirs.role()).isEqualTo(Role.DEPUTY);
        assertThat(theirs.other()).isEqualTo(other);
        assertThat(theirs.standingInFor()).isEqualTo(standingInFor);
        assertThat(theirs.acts()).hasSize(1);
        assertThat(theirs.messages()).hasSize(told ? 1 : 0);
        assertThat(json(files.read(carol.id()).orElseThrow()))
                .doesNotContain("46701740605", "46701740606", "anna@", "bob@");
        assertThat(only(bob).acts()).as("what the deputy did is not Bob's").isEmpty();
        assertThat(only(bob).other()).as("Bob was not told").isNull();
    }

    @Test
    void whoWasNeverToldOfTheCallerDoesNotLearnTheNameHere() throws Exception {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        JourneyRows.add(jdbc, running.id(), Instant.now(), "CALLER_ANSWERED", null, "NO", null);

        assertThat(only(bob).other()).isNull();
        assertThat(json(files.read(bob.id()).orElseThrow())).doesNotContain("Anna", "CALLER_ANSWERED");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void anOutcomeThatTellsWhatTheOtherWishedIsLeftOut(Outcome outcome) {
        RunningCase running = rows.openCase(anna, bob, CaseState.ENDED);
        jdbc.sql("update failed_call_case set outcome = ?, ended_at = now(), reason = 'blocked' where id = ?")
                .params(outcome.name(), running.id())
                .update();
        boolean known =
                outcome == Outcome.CONNECTED || outcome == Outcome.INFORMED || outcome == Outcome.REACHED_MEANWHILE;

        assertThat(only(anna).outcome()).isEqualTo(known ? outcome : null);
        assertThat(only(bob).outcome()).isEqualTo(known ? outcome : null);
        assertThat(only(anna).open()).isFalse();
    }

    @Test
    void thereIsNoFileOfAStranger() {
        assertThat(files.read(UUID.randomUUID())).isEmpty();
    }
}
