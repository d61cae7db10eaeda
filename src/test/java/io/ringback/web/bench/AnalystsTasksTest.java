package io.ringback.web.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.MouseButton;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.ringback.engine.trial.ShippedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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

    private static final String WAITS = "waiting-times.dmn";
    private static final String MEDIA = "choice-of-medium.dmn";
    /** The sentence of a test is its name: with another it is another test. */
    private static final Pattern ANOTHER_TEST = Pattern.compile(
            "has two hours to answer.”\\s*new.*wait: PT2H.*has four hours to answer.*taken away.*wait: PT4H",
            Pattern.DOTALL);

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
    void aWaitIsChangedWithItsTest() {
        Instant begun = Instant.now();
        bench.edit(carla, WAITS);
        write(carla.locator("td.output-cell", new Page.LocatorOptions().setHasText("\"PT4H\"")), "\"PT2H\"");
        assertThat(carla.locator("#said")).containsText("1 finding(s) keep it from being deployed");
        assertThat(carla.locator("table.tests tbody tr").first())
                .containsText("It expects wait = PT4H and got wait = PT2H by rule 1 (Answer)");
        assertThat(carla.locator("#rows [role=status]")).containsText("1 of 11 row(s) fail. 7 of 7 rules are tested.");
        test("wait", 2).fill("PT2H");
        test("sentence", 2).fill("The caller has two hours to answer.");
        couldBeDeployed();
        assertThat(carla.locator("#rows [role=status]")).containsText("All 11 row(s) pass.");
        carla.getByText("Compare with what is in force").click();
        assertThat(carla.locator("#differences")).containsText("\"PT4H\" → \"PT2H\"");
        assertThat(carla.locator("#differences")).containsText(ANOTHER_TEST);
        RunningBench.propose(carla, "Who calls wants to know soon.");
        assertThat(carla.locator("main")).containsText("waiting-times.tests.csv, ");
        assertThat(carla.locator(".differences").last()).containsText(ANOTHER_TEST);
        approve(carla.url());
        toldAs("change a wait", begun);

        UUID asked = bench.failsACall(callerWhoIsAsked(), person(Preferences.UNSET, Medium.EMAIL));
        Instant now = Instant.now();
        assertThat(dueAt(asked)).isBetween(now.plus(Duration.ofMinutes(100)), now.plus(Duration.ofMinutes(140)));
        takeBack();
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

    /** Who prefers Camunda Modeler uploads what they have drawn there; the wait and its tests are changed on the bench. */
    @Test
    void theCalleeIsRemindedAfterTwoHours() throws Exception {
        Instant begun = Instant.now();
        carla.navigate(bench.home + "/bench");
        carla.getByLabel("A diagram or table from Camunda Modeler")
                .setInputFiles(new FilePayload(
                        ShippedFiles.DIAGRAM,
                        "application/xml",
                        Files.readAllBytes(Path.of("bpmn/samples/second-reminder.bpmn"))));
        carla.getByText("Upload", new Page.GetByTextOptions().setExact(true)).click();
        bench.edit(carla, WAITS);
        write(carla.locator("td.output-cell", new Page.LocatorOptions().setHasText("\"P2D\"")), "\"PT2H\"");
        assertThat(carla.locator("table.tests tr.is-refused")).hasCount(3);
        for (int row : List.of(5, 6, 10)) {
            test("wait", row).fill("PT2H");
            test("sentence", row).fill("After two hours they are reminded.");
        }
        couldBeDeployed();
        carla.locator("#keep").click();
        assertThat(carla.locator("#said")).containsText("Kept as your draft.");
        carla.navigate(bench.home + "/bench");
        RunningBench.propose(carla, "Remind the callee after two hours.");
        assertThat(carla.locator("main")).containsText("unreachable-callee.bpmn, changed");
        approve(carla.url());
        toldAs("reminder after two hours", begun);

        UUID call =
                bench.failsACall(person(preferences(true, QuietHours.NEVER)), person(Preferences.UNSET, Medium.EMAIL));
        assertThat(written(call, "NOTIFICATION")).hasSize(1);
        Instant now = Instant.now();
        assertThat(dueAt(call)).isBetween(now.plus(Duration.ofMinutes(100)), now.plus(Duration.ofMinutes(140)));
        jdbc().sql("update act_ru_job set duedate_ = now() - interval '1 minute' where process_instance_id_ ="
                        + " (select process_instance_id from failed_call_case where id = ?)")
                .param(call)
                .update();
        await().atMost(PATIENCE).until(() -> written(call, "NOTIFICATION").size() == 2);
        takeBack();
    }

    /** The row names today beside the days of the weekend: so long no test can wait. */
    @Test
    void theAssistantIsToldAtWeekends() {
        Person assistant = somebody(Preferences.UNSET, Optional.empty(), Medium.EMAIL);
        Person callee = somebody(Preferences.UNSET, Optional.of(assistant.id()), Medium.EMAIL);
        Instant begun = Instant.now();
        bench.edit(carla, "who-is-told.dmn");
        carla.locator("td.rule-index").first().click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        carla.getByText("Add rule above").click();
        String days = "\"SATURDAY\", \"SUNDAY\"";
        String today = '"' + LocalDate.now(ZoneOffset.UTC).getDayOfWeek().name() + '"';
        write(carla.locator("td.input-cell").first(), days.contains(today) ? days : days + ", " + today);
        write(carla.locator("td.output-cell").first(), "\"DEPUTY\"");
        assertThat(carla.locator("table.tests tr.is-refused"))
                .containsText("It expects told = CALLEE and got told = DEPUTY");
        test("calleeWeekday", 2).fill(today.contains("FRIDAY") ? "MONDAY" : "FRIDAY");
        test("sentence", 2).fill("On a day of work the callee is told, whatever the hour.");
        carla.getByText("Add a row").click();
        test("calleeWeekday", 3).fill("SUNDAY");
        test("told", 3).fill("DEPUTY");
        test("sentence", 3).fill("At weekends the assistant is told.");
        couldBeDeployed();
        assertThat(carla.locator("#rows [role=status]")).containsText("All 2 row(s) pass. 2 of 2 rules are tested.");
        RunningBench.propose(carla, "At weekends, ask the assistant.");
        approve(carla.url());
        toldAs("ask the assistant at weekends", begun);

        UUID call = bench.failsACall(person(preferences(true, QuietHours.NEVER)), numberOf(callee));
        assertThat(written(call, "NOTIFICATION")).extracting(Written::to).containsExactly(assistant.id());
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

    private static String callerWhoIsAsked() {
        return person(preferences(false, QuietHours.NEVER), Medium.EMAIL);
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

    /** When the case goes on by itself. */
    private static Instant dueAt(UUID caseId) {
        return jdbc().sql("select min(duedate_) from act_ru_job where process_instance_id_ ="
                        + " (select process_instance_id from failed_call_case where id = ?)")
                .param(caseId)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
