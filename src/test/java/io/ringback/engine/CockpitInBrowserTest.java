package io.ringback.engine;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ringback.Chromium;
import io.ringback.web.security.Operator;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * Operators, analysts and administrators in Cockpit: what Ringback has added for cases and for other processes, what leads to the desk, and
 * what is none of their business. The engine keeps its history here, as it does for who wants it.
 */
@TestPropertySource(properties = "ringback.engine.history=true")
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
@Isolated("each application that ends beside it takes what all of Cockpit's filters in this JVM ask")
class CockpitInBrowserTest extends CasePlaces {

    private static final String PASSWORD = "kiosk-lantern-orbit-carpet";
    private static final Path PICTURES = Path.of("target", "pictures");

    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final int HIGH = 900;

    private static Chromium chromium;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private BrowserContext context;

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private IdentityService identities;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TaskService tasks;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void forget() {
        if (context != null) {
            context.close();
        }
        identities.createUserQuery().list().forEach(user -> identities.deleteUser(user.getId()));
    }

    private Page loggedIn(String account, String group) {
        account(account, group);
        // As long as there is no administrator, Cockpit leads to where the first one is made.
        account("ada", Operator.ADMINISTRATORS);
        context = chromium.context(new Browser.NewContextOptions().setViewportSize(WIDE, HIGH));
        Page page = context.newPage();
        Chromium.listen(page, complaints::add);
        page.navigate(home() + "/login");
        page.getByLabel("Name").fill(account);
        page.getByLabel("Password").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        page.waitForURL("**/operations");
        return page;
    }

    private void account(String name, String group) {
        User user = identities.newUser(name);
        user.setPassword(PASSWORD);
        identities.saveUser(user);
        identities.createMembership(name, group);
    }

    private String home() {
        return "http://localhost:" + port;
    }

    private void open(Page page, String place) {
        page.navigate(home() + "/camunda/app/cockpit/" + engine.getName() + "/#/" + place);
    }

    private void tab(Page page, String name) {
        page.locator(".nav-tabs")
                .getByText(name, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private void picture(Page page, String name) {
        for (int width : new int[] {WIDE, NARROW}) {
            page.setViewportSize(width, HIGH);
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(PICTURES.resolve("cockpit-" + name + "-" + width + ".png")));
        }
        page.setViewportSize(WIDE, HIGH);
    }

    private String definition(UUID caseId) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(processOf(caseId))
                .singleResult()
                .getProcessDefinitionId();
    }

    @Test
    void aCaseHasItsWayWithTimesAndWhyItStands() throws Exception {
        UUID caseId = caseAt(Place.QUESTION_TO_MEND);
        Page page = loggedIn("otto", Operator.OPERATORS);

        open(page, "process-instance/" + processOf(caseId) + "/runtime");
        tab(page, "Way");
        Locator way = page.locator(".ringback tbody tr");
        assertThat(way.first()).containsText("Call failed");
        assertThat(way.last()).containsText("so far");
        assertThat(way.last().locator("time")).hasText(Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
        picture(page, "way");

        tab(page, "Why");
        assertThat(page.locator(".ringback strong")).containsText("Bob");
        assertThat(page.locator(".ringback tbody tr")).containsText("SMTP 550 5.1.1");
        picture(page, "why");

        page.locator(".ringback").getByText("This case on the desk").click();
        page.waitForURL("**/operations/cases/" + caseId);
        assertThat(complaints).isEmpty();
    }

    @Test
    void casesThatAreOverAreListedWithTheirWay() throws Exception {
        UUID caseId = caseAt(Place.ASKING);
        String definition = definition(caseId);
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
        Page page = loggedIn("otto", Operator.OPERATORS);

        open(page, "process-definition/" + definition + "/runtime");
        tab(page, "Ended");
        Locator row = page.locator(".ringback tbody > tr").first();
        assertThat(row).containsText("reached each other meanwhile");
        assertThat(row).containsText("Anna");
        row.getByText("Show").click();
        assertThat(row.locator("details")).containsText("Wait for the answer");
        assertThat(row.getByText("On the desk")).hasAttribute("href", "/operations/cases/" + caseId);
        picture(page, "ended");
        assertThat(complaints).isEmpty();
    }

    @Test
    void allProcessesHaveWhatHoldsCasesUp() throws Exception {
        caseAt(Place.QUESTION_TO_MEND);
        Page page = loggedIn("otto", Operator.OPERATORS);

        open(page, "processes");
        Locator causes = page.locator(".ringback").first();
        assertThat(causes).containsText("SMTP 550 5.1.1");
        assertThat(causes).containsText("Send again, by an operator");
        assertThat(page.locator(".ringback").last()).containsText("No case has ended yet.");
        picture(page, "processes");
        causes.getByText("Send again what one cause holds up").click();
        page.waitForURL("**/operations/incidents");
        assertThat(complaints).isEmpty();
    }

    @Test
    void anOperatorSeesNoNoticeAndNoWayToWhereTheyCanDoNothing() {
        Page page = loggedIn("otto", Operator.OPERATORS);

        open(page, "dashboard");
        Locator head = page.locator("[cam-widget-header]");
        assertThat(head.getByText("Desk", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.locator(".ce-eol-banner")).isHidden();
        assertThat(head.locator(".app-switch")).hasCount(0);
        picture(page, "dashboard");

        head.getByText("Desk", new Locator.GetByTextOptions().setExact(true)).click();
        page.waitForURL("**/operations");
        assertThat(complaints).isEmpty();
    }

    @Test
    void anAdministratorIsLedToTheOtherWebapps() {
        Page page = loggedIn("vera", Operator.ADMINISTRATORS);

        open(page, "dashboard");
        page.locator(".app-switch a.dropdown-toggle").click();
        assertThat(page.locator(".app-switch li")).hasText(new String[] {"Admin", "Tasklist"});
        picture(page, "administrator");
    }

    @ParameterizedTest
    @CsvSource({"operators, 1, 0, 0", "analysts, 0, 0, 0", "camunda-admin, 1, 1, 1"})
    void nobodyHasAnIconThatTheEngineWouldRefuse(String group, int retry, int end, int row) throws Exception {
        String instance = processOf(caseAt(Place.QUESTION_TO_MEND));
        Page page = loggedIn("eva", group);

        open(page, "process-instance/" + instance + "/runtime");
        tab(page, "Incidents");
        assertThat(page.getByText("SMTP 550 5.1.1").first()).isVisible();
        assertThat(page.locator("td .glyphicon-repeat:visible")).hasCount(retry);
        assertThat(page.locator(".btn-toolbar > .glyphicon-remove")).hasCount(end);
        assertThat(page.locator(".btn-toolbar > .glyphicon-plus")).hasCount(end);
        picture(page, "icons-" + group);

        tab(page, "Variables");
        assertThat(page.locator("[cam-widget-variables-table] td").first()).isVisible();
        shows(page.locator("[cam-widget-variables-table] .glyphicon-pencil").first(), row);
        picture(page, "variables-" + group);

        tab(page, "Jobs");
        assertThat(page.locator(".jobs-tab tbody tr").first()).isVisible();
        shows(page.locator(".jobs-tab .action-button").first(), row);
        assertThat(page.locator("[cam-widget-header]").getByText("Deployments")).hasCount(end);
        assertThat(complaints).isEmpty();
    }

    private static void shows(Locator icon, int seen) {
        if (seen == 0) {
            assertThat(icon).isHidden();
        } else {
            assertThat(icon).isVisible();
        }
    }

    /** Nothing of Ringback's: what the engine keeps of it is all that there is. */
    private String stockTaking() {
        return repository
                .createDeployment()
                .addModelInstance(
                        "stock-taking.bpmn",
                        Bpmn.createExecutableProcess("stock-taking")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .name("Shelf to count")
                                .userTask()
                                .name("Count what is there")
                                .endEvent()
                                .name("Counted")
                                .done())
                .deployWithResult()
                .getDeployedProcessDefinitions()
                .get(0)
                .getId();
    }

    private String counting(String shelf) {
        return runtime.startProcessInstanceByKey("stock-taking", shelf).getId();
    }

    @Test
    void anotherProcessHasTheHistoryThatTheEngineKeeps() {
        String definition = stockTaking();
        String over = counting("shelf 12");
        tasks.complete(
                tasks.createTaskQuery().processInstanceId(over).singleResult().getId());
        String open = counting("shelf 13");
        Page page = loggedIn("otto", Operator.OPERATORS);

        open(page, "process-definition/" + definition + "/runtime");
        tab(page, "Ended");
        Locator row = page.locator(".ringback tbody > tr").first();
        assertThat(row).containsText("shelf 12");
        assertThat(row).containsText("COMPLETED");
        row.getByText("Show").click();
        assertThat(row.locator("details tbody tr"))
                .containsText(new String[] {"Shelf to count", "Count what is there", "Counted"});
        picture(page, "other-ended");

        open(page, "process-instance/" + open + "/runtime");
        tab(page, "Way");
        assertThat(page.locator(".ringback tbody tr").last()).containsText("Count what is there");
        assertThat(page.locator(".ringback tbody tr").last()).containsText("so far");
        picture(page, "other-way");
        tab(page, "Why");
        assertThat(page.locator(".ringback")).containsText("There is no incident");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whoMayNotReadTheEnginesHistorySeesNoneOfIt() {
        String definition = stockTaking();
        runtime.deleteProcessInstance(counting("shelf 14"), "counted twice");
        Page page = loggedIn("anders", Operator.ANALYSTS);

        open(page, "process-definition/" + definition + "/runtime");
        tab(page, "Ended");
        assertThat(page.locator(".ringback")).containsText("shows it to those who may read it");
        assertThat(page.locator(".ringback")).not().containsText("shelf 14");
        assertThat(complaints).isEmpty();
    }
}
