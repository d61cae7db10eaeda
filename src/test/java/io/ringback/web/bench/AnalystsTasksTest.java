package io.ringback.web.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What analysts come to the bench for: from opening it to a call that fails and is dealt with in the new way, in a real browser,
 * where somebody else has to approve. Each says how long it took; nothing depends on that.
 */
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class AnalystsTasksTest {

    private static final String MEDIA = "choice-of-medium.dmn";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    private static RunningBench bench;
    private static Page carla;
    private static Page carl;
    private static int people;

    @BeforeAll
    static void start() throws Exception {
        bench = new RunningBench(data, "--ringback.bench.four-eyes=true", "--ringback.sms.senders=+46701000001");
        bench.bean(CamelContext.class).addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-sms").process(exchange -> {});
            }
        });
        carla = bench.loggedIn("carla");
        carl = bench.loggedIn("carl");
        // Each step checks whole diagrams, beside whatever else the machine does.
        carla.setDefaultTimeout(5 * PATIENCE.toMillis());
        carl.setDefaultTimeout(5 * PATIENCE.toMillis());
    }

    @AfterAll
    static void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    @AfterEach
    void noScriptFailed() {
        assertThat(bench.complaints).isEmpty();
    }

    @Test
    void noQuestionGoesBySmsAtNight() {
        String caller = person(preferences(false, night()), Medium.SMS, Medium.EMAIL);
        String callee = person(Preferences.UNSET, Medium.EMAIL);
        assertThat(written(bench.failsACall(caller, callee), "QUESTION").get(0).medium())
                .isEqualTo("SMS");

        Instant begun = Instant.now();
        bench.edit(carla, MEDIA);
        write(carla.locator("td[data-element-id=QuietInformation_purpose]"), "\"QUESTION\", \"INFORMATION\"");
        assertThat(carla.locator("table.tests tr.is-refused")).hasCount(2);
        assertThat(carla.locator("table.tests tr.is-refused").first()).containsText("by rule 2 (QuietInformation)");
        test("quietHours", 14).fill("false");
        test("medium", 6).fill("EMAIL");
        test("sentence", 6).fill("A question at night is a letter, too.");
        couldBeDeployed();
        RunningBench.propose(carla, "Let people sleep.");
        approve(carla.url());
        toldAs("forbid SMS at night", begun);

        UUID after = bench.failsACall(
                person(preferences(false, night()), Medium.SMS, Medium.EMAIL), person(Preferences.UNSET, Medium.EMAIL));
        assertThat(written(after, "QUESTION").get(0).medium()).isEqualTo("EMAIL");
        takeBack();
    }

    /** Edits one cell of the table as a person does. */
    private static void write(Locator cell, String to) {
        cell.first().click();
        carla.keyboard().press("Control+a");
        carla.keyboard().type(to);
        carla.keyboard().press("Enter");
        assertThat(carla.locator("#keep")).isEnabled();
    }

    /** A cell of the tests. */
    private static Locator test(String column, int row) {
        return carla.getByLabel(column + ", row " + row, new Page.GetByLabelOptions().setExact(true));
    }

    private static void couldBeDeployed() {
        assertThat(carla.locator("#said")).containsText("Checked: it could be deployed.");
    }

    private static void approve(String proposal) {
        carl.navigate(proposal);
        carl.getByText("Approve and deploy").click();
        assertThat(carl.locator("[role=status]").first()).containsText("new version(s) in force");
    }

    private static void toldAs(String task, Instant begun) {
        System.out.println("An analyst's task: " + task + ", from opening the bench to live: "
                + Duration.between(begun, Instant.now()).toMillis() + " ms");
    }

    /** So that each task begins with what is shipped. */
    private static void takeBack() {
        Page dora = bench.loggedIn("dora");
        dora.getByText("Take the last deploy back").click();
        assertThat(dora.locator("[role=status]").first()).containsText("in force again");
        dora.context().close();
    }

    private static Preferences preferences(boolean alwaysNotify, QuietHours quiet) {
        return new Preferences(alwaysNotify, false, false, ReturnCallsTo.CALLING_PHONE, Optional.of(quiet));
    }

    /** Quiet hours in which it is now. */
    private static QuietHours night() {
        LocalTime now = LocalTime.now(ZoneOffset.UTC).withNano(0).withSecond(0);
        return new QuietHours(now.minusHours(6), now.plusHours(6));
    }

    /** The number of somebody new. */
    private static String person(Preferences preferences, Medium... media) {
        return numberOf(somebody(preferences, Optional.empty(), media));
    }

    private static String numberOf(Person person) {
        return person.devices().get(person.devices().size() - 1).address().uri();
    }

    /** Somebody new with these media in this order of liking, and last a telephone. Bob's mailbox takes their mail. */
    private static Person somebody(Preferences preferences, Optional<UUID> deputy, Medium... media) {
        people++;
        String number = "tel:+467017406" + (10 + people);
        List<Device> devices = new ArrayList<>();
        for (Medium medium : media) {
            devices.add(new Device(
                    UUID.randomUUID(),
                    medium,
                    new Address(medium == Medium.EMAIL ? "mailto:bob+person" + people + "@" + mailDomain() : number),
                    medium.name()));
        }
        devices.add(new Device(UUID.randomUUID(), Medium.VOICE, new Address(number), "Telephone"));
        Person person = new Person(
                UUID.randomUUID(),
                "Person " + people,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                preferences,
                devices,
                new Particulars(Optional.empty(), Optional.empty(), deputy),
                Optional.empty());
        bench.bean(Directory.class).saveAll(List.of(person));
        return person;
    }

    private static String mailDomain() {
        return bench.bean(Environment.class).getRequiredProperty("ringback.mail.domain");
    }

    private record Written(String medium, UUID to) {}

    private static JdbcClient jdbc() {
        return bench.bean(JdbcClient.class);
    }

    /** The messages of a case of this kind, in order. */
    private static List<Written> written(UUID caseId, String kind) {
        return jdbc().sql(
                        "select medium, person_id from outbound_message where case_id = ? and kind = ? order by created_at")
                .params(caseId, kind)
                .query((row, number) -> new Written(row.getString("medium"), row.getObject("person_id", UUID.class)))
                .list();
    }
}
