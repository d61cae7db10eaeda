package io.ringback.engine;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ringback.Chromium;
import io.ringback.web.security.Operator;
import java.io.File;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What operators are asked to do, in a real browser, among 300 cases and 50 incidents, with all of Ringback behind the pages. Each task
 * begins on the overview and takes three clicks at most; what is typed, and the key that sends it, is no click. How long each took is
 * printed, and stays without a verdict: machines differ.
 */
class OperatorsTasksTest extends CasePlaces {

    private static final String PASSWORD = "wide rivers carry slow boats";
    private static final int MOST_CLICKS = 3;

    private static Chromium chromium;

    /** By task. */
    private final Map<String, Integer> clicks = new LinkedHashMap<>();

    private final Map<String, Double> seconds = new LinkedHashMap<>();

    private OperatorsBrowser olga;
    private OperatorsBrowser ada;

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identities;

    @Autowired
    private RepositoryService repository;

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

    @BeforeEach
    void twoAreLoggedIn() {
        account("olga", Operator.OPERATORS);
        account("ada", Operator.ADMINISTRATORS);
        olga = OperatorsBrowser.logIn(chromium, port, "olga", PASSWORD);
        ada = OperatorsBrowser.logIn(chromium, port, "ada", PASSWORD);
    }

    private void account(String name, String group) {
        User user = identities.newUser(name);
        user.setPassword(PASSWORD);
        identities.saveUser(user);
        identities.createMembership(name, group);
    }

    @AfterEach
    void theyLeave() {
        olga.close();
        ada.close();
        identities.deleteUser("olga");
        identities.deleteUser("ada");
        jdbc.sql("truncate batch, operator_act cascade").update();
    }

    @Test
    void eachTaskTakesThreeClicksAtMost() throws Exception {
        ManyStandings there = new ManyStandings(this).fill();
        assertThat(there.standing("select count(*) from failed_call_case")).isEqualTo(300);
        assertThat(runtime.createIncidentQuery().count()).isEqualTo(50);
        refusal = null;

        timed("find", () -> find(there.stuck()));
        timed("why not delivered", () -> why(there.stuck()));
        timed("send again", () -> sendAgain(there));
        timed("end", () -> end(there.waiting()));
        timed("migrate", this::migrate);

        seconds.forEach((task, took) ->
                System.out.printf("operators' task: %-20s %d clicks %6.1f s%n", task, clicks.get(task), took));
        assertThat(clicks)
                .hasSize(5)
                .allSatisfy((task, many) -> assertThat(many).as(task).isLessThanOrEqualTo(MOST_CLICKS));
        assertThat(olga.complaints).isEmpty();
        assertThat(ada.complaints).isEmpty();
    }

    private void timed(String task, Runnable does) {
        long begun = System.nanoTime();
        does.run();
        seconds.put(task, (System.nanoTime() - begun) / 1e9);
    }

    /** By a number, as somebody says it on the telephone. */
    private void find(ManyStandings.Called called) {
        Page page = olga.begin();
        search(called.number());
        olga.click(page.locator("table a.id").first());
        assertThat(page.locator("#case-now")).containsText(called.caseId().toString());
        clicks.put("find", olga.clicks());
    }

    private void why(ManyStandings.Called called) {
        Page page = olga.begin();
        search(called.number());
        olga.click(page.locator("table a.id").first());
        assertThat(page.locator(".why"))
                .containsText(
                        "could not be delivered by mail: the other mail server does not take mail from here (SMTP 554 5.7.1)");
        clicks.put("why not delivered", olga.clicks());
    }

    /** All that failed because of one server, of those that failed since a time. */
    private void sendAgain(ManyStandings there) {
        Page page = olga.begin();
        olga.menu("Incidents");
        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText(ManyStandings.ONE_SERVER))
                .first();
        row.getByLabel("Only since").fill(there.since());
        olga.click(row.getByRole(AriaRole.BUTTON));
        assertThat(page.locator("main")).containsText("It will be done to " + there.failedSince() + " cases.");
        olga.confirm();
        clicks.put("send again", olga.clicks());
        assertThat(page.locator("main")).containsText(there.failedSince() + " of " + there.failedSince());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> runtime.createIncidentQuery().count() == 50 - there.failedSince());
    }

    /** The one that is open among those of a person: all others have ended. */
    private void end(ManyStandings.Called called) {
        Page page = olga.begin();
        search(called.number());
        assertThat(page.locator("table a.id")).hasCount(4);
        page.getByLabel("Reason of an end, or note").fill("Bob has left us");
        olga.click(page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("End").setExact(true)));
        assertThat(page.locator("main")).containsText("It will be done to 1 case. 3 cases stay as they are.");
        olga.confirm();
        clicks.put("end", olga.clicks());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> outcome(called.caseId()).equals("CANCELLED: by olga"));
        assertOneThing(called.caseId());
    }

    /** All open cases into the version of the diagram that has just been deployed. */
    private void migrate() {
        long open = runtime.createProcessInstanceQuery().count();
        repository
                .createDeployment()
                .addModelInstance(
                        "unreachable-callee.bpmn", Bpmn.readModelFromFile(new File("bpmn/unreachable-callee.bpmn")))
                .deploy();
        Page page = ada.begin();
        ada.menu("Diagrams");
        ada.click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Migrate them")));
        assertThat(page.locator("main")).containsText("It will be done to " + open + " cases.");
        ada.confirm();
        clicks.put("migrate", ada.clicks());
        assertThat(page.locator("main")).containsText(open + " of " + open);
        assertThat(jdbc.sql("select count(distinct diagram_version) from failed_call_case where outcome is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private void search(String words) {
        olga.menu("Cases");
        olga.page().getByRole(AriaRole.SEARCHBOX).fill(words);
        olga.page().keyboard().press("Enter");
    }
}
