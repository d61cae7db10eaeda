package io.ringback.web.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What analysts come to the bench for: from opening it to a call that fails and is dealt with in the new way, in a real browser,
 * where somebody else has to approve. Each takes twenty acts of both at most, from opening the bench to live: a page gone to, a click, or a
 * field written. At six seconds an act those are two minutes.
 */
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class AnalystsTasksTest {

    private static final String WAITS = "waiting-times.dmn";
    private static final String MEDIA = "choice-of-medium.dmn";
    /** The sentence of a test is its name: with another it is another test. */
    private static final Pattern ANOTHER_TEST = Pattern.compile(
            "has two hours to answer.”\\s*new.*wait: PT2H.*has four hours to answer.*taken away.*wait: PT4H",
            Pattern.DOTALL);

    private static final int MOST_ACTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    private static RunningBench bench;
    private static AnalystAtWork carla;
    private static AnalystAtWork carl;
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
        carla = new AnalystAtWork(bench.loggedIn("carla"));
        carl = new AnalystAtWork(bench.loggedIn("carl"));
        // Each step checks whole diagrams, beside whatever else the machine does.
        carla.page().setDefaultTimeout(5 * PATIENCE.toMillis());
        carl.page().setDefaultTimeout(5 * PATIENCE.toMillis());
    }

    @AfterAll
    static void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    @BeforeEach
    void nothingIsDoneYet() {
        carla.acts();
        carl.acts();
    }

    @AfterEach
    void noScriptFailed() {
        assertThat(bench.complaints).isEmpty();
    }

    @Test
    void aWaitIsChangedWithItsTest() {
        edit(WAITS);
        write(carla.page().locator("td.output-cell", new Page.LocatorOptions().setHasText("\"PT4H\"")), "\"PT2H\"");
        assertThat(carla.page().locator("#said")).containsText("1 finding(s) keep it from being deployed");
        assertThat(carla.page().locator("table.tests tbody tr").first())
                .containsText("It expects wait = PT4H and got wait = PT2H by rule 1 (Answer)");
        assertThat(carla.page().locator("#rows [role=status]"))
                .containsText("1 of 11 row(s) fail. 7 of 7 rules are tested.");
        carla.fill(test("wait", 2), "PT2H");
        carla.fill(test("sentence", 2), "The caller has two hours to answer.");
        couldBeDeployed();
        assertThat(carla.page().locator("#rows [role=status]")).containsText("All 11 row(s) pass.");
        carla.click(carla.page().getByText("Compare with what is in force"));
        assertThat(carla.page().locator("#differences")).containsText("\"PT4H\" → \"PT2H\"");
        assertThat(carla.page().locator("#differences")).containsText(ANOTHER_TEST);
        propose("Who calls wants to know soon.");
        assertThat(carla.page().locator("main")).containsText("waiting-times.tests.csv, ");
        assertThat(carla.page().locator(".differences").last()).containsText(ANOTHER_TEST);
        approve();
        twentyActsAtMost();

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

        edit(MEDIA);
        write(carla.page().locator("td[data-element-id=QuietInformation_purpose]"), "\"QUESTION\", \"INFORMATION\"");
        assertThat(carla.page().locator("table.tests tr.is-refused")).hasCount(2);
        assertThat(carla.page().locator("table.tests tr.is-refused").first())
                .containsText("by rule 2 (QuietInformation)");
        carla.fill(test("quietHours", 14), "false");
        carla.fill(test("medium", 6), "EMAIL");
        carla.fill(test("sentence", 6), "A question at night is a letter, too.");
        couldBeDeployed();
        propose("Let people sleep.");
        approve();
        twentyActsAtMost();

        UUID after = bench.failsACall(
                person(preferences(false, night()), Medium.SMS, Medium.EMAIL), person(Preferences.UNSET, Medium.EMAIL));
        assertThat(written(after, "QUESTION").get(0).medium()).isEqualTo("EMAIL");
        takeBack();
    }

    /** Who prefers Camunda Modeler uploads what they have drawn there; the wait and its tests are changed on the bench. */
    @Test
    void theCalleeIsRemindedAfterTwoHours() throws Exception {
        carla.goTo(bench.home + "/bench");
        carla.give(
                carla.page().getByLabel("A diagram or table from Camunda Modeler"),
                new FilePayload(
                        ShippedFiles.DIAGRAM,
                        "application/xml",
                        Files.readAllBytes(Path.of("bpmn/samples/second-reminder.bpmn"))));
        carla.click(carla.page().getByText("Upload", new Page.GetByTextOptions().setExact(true)));
        edit(WAITS);
        write(carla.page().locator("td.output-cell", new Page.LocatorOptions().setHasText("\"P2D\"")), "\"PT2H\"");
        assertThat(carla.page().locator("table.tests tr.is-refused")).hasCount(3);
        for (int row : List.of(5, 6, 10)) {
            carla.fill(test("wait", row), "PT2H");
            carla.fill(test("sentence", row), "After two hours they are reminded.");
        }
        couldBeDeployed();
        carla.click(carla.page().locator("#keep"));
        assertThat(carla.page().locator("#said")).containsText("Kept as your draft.");
        carla.goTo(bench.home + "/bench");
        propose("Remind the callee after two hours.");
        assertThat(carla.page().locator("main")).containsText("unreachable-callee.bpmn, changed");
        approve();
        twentyActsAtMost();

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
        edit("who-is-told.dmn");
        carla.click(
                carla.page().locator("td.rule-index").first(), new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        carla.click(carla.page().getByText("Add rule above"));
        String days = "\"SATURDAY\", \"SUNDAY\"";
        String today = '"' + LocalDate.now(ZoneOffset.UTC).getDayOfWeek().name() + '"';
        write(carla.page().locator("td.input-cell").first(), days.contains(today) ? days : days + ", " + today);
        write(carla.page().locator("td.output-cell").first(), "\"DEPUTY\"");
        assertThat(carla.page().locator("table.tests tr.is-refused"))
                .containsText("It expects told = CALLEE and got told = DEPUTY");
        carla.fill(test("calleeWeekday", 2), today.contains("FRIDAY") ? "MONDAY" : "FRIDAY");
        carla.fill(test("sentence", 2), "On a day of work the callee is told, whatever the hour.");
        carla.click(carla.page().getByText("Add a row"));
        carla.fill(test("calleeWeekday", 3), "SUNDAY");
        carla.fill(test("told", 3), "DEPUTY");
        carla.fill(test("sentence", 3), "At weekends the assistant is told.");
        couldBeDeployed();
        assertThat(carla.page().locator("#rows [role=status]"))
                .containsText("All 2 row(s) pass. 2 of 2 rules are tested.");
        propose("At weekends, ask the assistant.");
        approve();
        twentyActsAtMost();

        UUID call = bench.failsACall(person(preferences(true, QuietHours.NEVER)), numberOf(callee));
        assertThat(written(call, "NOTIFICATION")).extracting(Written::to).containsExactly(assistant.id());
        takeBack();
    }

    private static void edit(String file) {
        carla.goTo(bench.home + "/bench/edit/" + file);
        assertThat(carla.page().locator("#said")).containsText("Checked");
    }

    private static void write(Locator cell, String to) {
        carla.write(cell, to);
        assertThat(carla.page().locator("#keep")).isEnabled();
    }

    private static void propose(String why) {
        carla.fill(carla.page().getByLabel("Why").first(), why);
        carla.click(carla.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Propose").setExact(true)));
        assertThat(carla.page().locator("h1")).containsText("Proposal");
    }

    /** A cell of the tests. */
    private static Locator test(String column, int row) {
        return carla.page().getByLabel(column + ", row " + row, new Page.GetByLabelOptions().setExact(true));
    }

    private static void couldBeDeployed() {
        assertThat(carla.page().locator("#said")).containsText("Checked: it could be deployed.");
    }

    private static void approve() {
        carl.goTo(carla.page().url());
        carl.click(carl.page().getByText("Approve and deploy"));
        assertThat(carl.page().locator("[role=status]").first()).containsText("new version(s) in force");
    }

    private static void twentyActsAtMost() {
        assertThat(carla.acts() + carl.acts()).isBetween(1, MOST_ACTS);
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
