package io.ringback.web.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.ringback.engine.trial.EditedFiles;
import io.ringback.engine.trial.EditedFiles.Edit;
import io.ringback.engine.trial.EditedFiles.Expected;
import io.ringback.engine.trial.ShippedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bench as analysts use it, in a real browser, where somebody else has to approve. */
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class BenchTest {

    private static final String DIAGRAM = ShippedFiles.DIAGRAM;
    private static final String WAITS = "waiting-times.dmn";
    private static final String WAITS_TESTS = "waiting-times.tests.csv";
    private static final Pattern REFUSED_OR_UNREADABLE = Pattern.compile("keep it from being deployed|cannot be drawn");

    @TempDir
    static Path data;

    private static RunningBench bench;
    private static Page carla;
    private static Page carl;
    private static Page dora;
    private static Page olle;

    @BeforeAll
    static void start() {
        bench = new RunningBench(data, "--ringback.bench.four-eyes=true");
        carla = bench.loggedIn("carla");
        carl = bench.loggedIn("carl");
        dora = bench.loggedIn("dora");
        olle = bench.loggedIn("olle");
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
    void aWaitIsChangedApprovedBySomebodyElseAndTakenBack() {
        bench.edit(carla, WAITS);
        change(carla, "\"PT4H\"", "\"PT2H\"");
        assertThat(carla.locator("#said")).containsText("1 finding(s) keep it from being deployed");
        carla.getByLabel("wait, row 2", new Page.GetByLabelOptions().setExact(true))
                .fill("PT2H");
        assertThat(carla.locator("#said")).containsText("Checked: it could be deployed.");
        carla.getByText("Compare with what is in force").click();
        assertThat(carla.locator("#differences")).containsText("\"PT4H\" → \"PT2H\"");
        RunningBench.propose(carla, "Who calls wants to know soon.");
        assertThat(carla.locator("main")).containsText("Somebody else has to approve what you have proposed.");
        assertThat(carla.locator(".differences").first()).containsText("\"PT4H\" → \"PT2H\"");
        String proposal = carla.url();

        APIResponse alone = carla.request()
                .post(
                        proposal + "/approve",
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("_csrf", RunningBench.token(carla))
                                        .set("shown", "x")));
        assertThat(alone.text()).contains("Somebody else has to approve");
        assertThat(bench.file(carla, WAITS)).contains("\"PT4H\"");

        carl.navigate(proposal);
        assertThat(carl.locator(".differences").first()).containsText("\"PT4H\" → \"PT2H\"");
        assertThat(carl.locator(".differences").last()).containsText("wait: PT4H → PT2H");
        carl.getByText("Approve and deploy").click();
        assertThat(carl.locator("[role=status]").first()).containsText("1 new version(s) in force");
        assertThat(bench.file(carla, WAITS)).contains("\"PT2H\"").doesNotContain("\"PT4H\"");
        carl.navigate(bench.home + "/bench");
        assertThat(carl.locator("main")).containsText("carla: Who calls wants to know soon.");
        dora.navigate(bench.home + "/operations/diagrams");
        assertThat(dora.locator("main")).containsText("No file in bpmn/ and wording/ of this node is waiting");

        dora.navigate(bench.home + "/bench");
        dora.getByText("Take the last deploy back").click();
        assertThat(dora.locator("[role=status]").first()).containsText("in force again");
        assertThat(bench.file(carla, WAITS)).contains("\"PT4H\"");
    }

    /** Edits one cell of the table as a person does. */
    private static void change(Page page, String from, String to) {
        fill(
                page,
                page.locator("td.output-cell", new Page.LocatorOptions().setHasText(from))
                        .first(),
                to);
    }

    private static void fill(Page page, Locator cell, String to) {
        cell.click();
        page.keyboard().press("Control+a");
        page.keyboard().type(to);
        page.keyboard().press("Enter");
        assertThat(page.locator("#keep")).isEnabled();
    }

    @Test
    void whatIsDrawnWrongIsMarkedAsItIsDrawnAndCanBeUndone() {
        bench.edit(carla, DIAGRAM);
        assertThat(carla.locator("#said")).containsText("could be deployed");
        carla.locator("[data-element-id=NotifyCallee] .djs-hit").first().click();
        carla.keyboard().press("Delete");

        assertThat(carla.locator("#said")).containsText("keep it from being deployed");
        assertThat(carla.locator("#findings")).containsText("refused");
        carla.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(carla.locator("#said")).containsText("could be deployed");
    }

    @Test
    void thePanelHasWhatATemplateAsksForAndChangesWhatIsDrawn() {
        bench.edit(carla, DIAGRAM);
        carla.locator("[data-element-id=EndDeclinedByCaller] .djs-hit").first().click();
        Locator panel = carla.locator("#properties");
        assertThat(panel).containsText("Outcome");
        panel.getByText("General", new Locator.GetByTextOptions().setExact(true))
                .click();
        panel.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true)).fill("The caller knows");
        carla.getByText("Compare with what is in force").click();

        assertThat(carla.locator("#differences")).containsText("The caller knows");
    }

    /** Who prefers Camunda Modeler uploads what they have changed, and two files go together. */
    @Test
    void aReminderAfterTwoHoursIsProposedFromTwoFilesAndRefused() throws IOException {
        upload(dora, DIAGRAM, Files.readString(Path.of("bpmn/samples/second-reminder.bpmn")));
        assertThat(dora.locator("#findings")).containsText("it could be deployed");
        upload(
                dora,
                WAITS,
                ShippedFiles.copy().replacing(WAITS, "\"P2D\"", "\"PT2H\"").text(WAITS));
        upload(dora, WAITS_TESTS, Files.readString(Path.of("bpmn", WAITS_TESTS)).replace("P2D", "PT2H"));
        dora.navigate(bench.home + "/bench");
        RunningBench.propose(dora, "Remind the callee after two hours.");
        String proposal = dora.url();
        carl.navigate(proposal);
        assertThat(carl.locator("main")).containsText("unreachable-callee.bpmn, changed");
        assertThat(carl.locator("main")).containsText("\"P2D\" → \"PT2H\"");
        assertThat(carl.locator(".differences").last()).containsText("wait: P2D → PT2H");
        carl.getByLabel("Your remark").fill("Not before the holidays.");
        carl.getByText("Say it").click();
        assertThat(carl.locator("main")).containsText("Not before the holidays.");

        carl.getByText("Refuse", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(carl.locator("main")).containsText("refused, by carl");
        dora.navigate(bench.home + "/bench");
        assertThat(dora.locator("#drafts + form")).containsText(WAITS);
        dora.getByText("Discard " + WAITS_TESTS).click();
        dora.getByText("Discard " + WAITS).click();
        dora.getByText("Discard " + DIAGRAM).click();
    }

    private static void upload(Page page, String file, String content) {
        page.navigate(bench.home + "/bench");
        page.getByLabel("A diagram or table from Camunda Modeler")
                .setInputFiles(new FilePayload(file, "application/xml", content.getBytes(StandardCharsets.UTF_8)));
        page.getByText("Upload", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("h1")).containsText(file.replace(".tests.csv", ".dmn"));
    }

    @Test
    void aWrongDiagramIsNotProposed() {
        Edit edit = wrongFiles()
                .filter(one -> one.what().equals("a timer of PT1H-30M"))
                .findFirst()
                .orElseThrow();
        upload(carl, DIAGRAM, edit.change().apply(ShippedFiles.copy()).text(DIAGRAM));
        assertThat(carl.locator("#said")).containsText("keep it from being deployed");
        carl.getByLabel("Why").first().fill("Let it go");
        carl.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Propose").setExact(true))
                .click();
        assertThat(carl.locator("[role=alert]")).containsText("Nothing was proposed.");
        discard(DIAGRAM);
    }

    private static void discard(String file) {
        APIResponse discarded = carl.request()
                .post(
                        bench.home + "/bench/discard",
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("_csrf", RunningBench.token(carl))
                                        .set("file", file)));
        assertThat(discarded.status()).isEqualTo(200);
    }

    static Stream<Edit> wrongFiles() {
        Map<String, String> right = ShippedFiles.copy().all();
        return EditedFiles.drawnAndDecided()
                .filter(edit -> edit.expected() == Expected.REFUSED)
                .filter(edit -> changed(edit, right).size() == 1);
    }

    private static List<String> changed(Edit edit, Map<String, String> right) {
        Map<String, String> wrong = edit.change().apply(ShippedFiles.copy()).all();
        return wrong.keySet().stream()
                .filter(file -> !wrong.get(file).equals(right.get(file)))
                .toList();
    }

    /** A shape, an arrow, a row, a cell, a column or the head of a table; of a file that cannot be read, nothing is drawn. */
    @ParameterizedTest
    @MethodSource("wrongFiles")
    void aWrongFileIsRefusedAndWhatIsWrongIsMarked(Edit edit) {
        String file = changed(edit, ShippedFiles.copy().all()).get(0);
        carl.navigate(bench.home + "/bench");
        bench.post(
                carl,
                "/bench/draft",
                file,
                edit.change().apply(ShippedFiles.copy()).text(file));
        carl.navigate(bench.home + "/bench/edit/" + file);
        assertThat(carl.locator("#said")).containsText(REFUSED_OR_UNREADABLE);

        for (String named : edit.named().split(": ", 2)) {
            assertThat(carl.locator("#findings")).containsText(named);
        }
        List<String> elements = carl.locator("#findings tr:has-text('refused') > td:nth-child(2)")
                .allInnerTexts();
        assertThat(elements).anyMatch(element -> element.equals(file) || isMarked(element));
        discard(file);
    }

    /** What is not drawn is marked at its neighbour, so that something is; a whole table is marked at its head. */
    private static boolean isMarked(String element) {
        return (boolean) carl.evaluate("""
                name => {
                  const id = CSS.escape(name);
                  const shape = '> .djs-visual > :first-child';
                  const isStriking = drawn => getComputedStyle(drawn).strokeWidth === '4px';
                  const itself = document.querySelector(`.djs-element[data-element-id="${id}"] ${shape}`);
                  if (itself) {
                    return isStriking(itself);
                  }
                  const cells = document.querySelectorAll(`[data-row-id="${id}"], [data-element-id="${id}"], [data-col-id="${id}"],`
                    + ` [data-decision="${id}"] .decision-table-properties`);
                  return cells.length > 0
                    ? [...cells].map(cell => getComputedStyle(cell)).some(look => look.boxShadow !== 'none' || look.outlineStyle !== 'none')
                    : [...document.querySelectorAll(`.djs-element ${shape}`)].some(isStriking);
                }
                """, element);
    }

    @Test
    void operatorsAndStrangersHaveNoBench() {
        assertThat(olle.request().get(bench.home + "/bench").status()).isEqualTo(403);
        olle.navigate(bench.home + "/operations");
        assertThat(olle.getByText("Bench", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
        assertThat(bench.post(olle, "/bench/draft", WAITS, "x").status()).isEqualTo(403);
        assertThat(carla.request()
                        .post(
                                bench.home + "/bench/draft?file=" + WAITS,
                                RequestOptions.create()
                                        .setHeader("Content-Type", "application/xml")
                                        .setData("x"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatNoFileIsIsNotKept() {
        carla.navigate(bench.home + "/bench");
        assertThat(bench.post(carla, "/bench/draft", "..%2Fx.bpmn", "x").status())
                .isEqualTo(409);
        assertThat(bench.post(carla, "/bench/draft", WAITS, "x".repeat(1_100_000))
                        .status())
                .isEqualTo(413);
        assertThat(carla.request().get(bench.home + "/bench/edit/nothing.bpmn").status())
                .isEqualTo(404);
    }

    @Test
    void aDraftIsItsAnalystsOwn() {
        carla.navigate(bench.home + "/bench");
        assertThat(bench.post(carla, "/bench/draft", "connect-or-inform.dmn", "<mine/>")
                        .status())
                .isEqualTo(200);
        String draft = "/bench/files/connect-or-inform.dmn?draft=true";

        assertThat(carla.request().get(bench.home + draft).text()).isEqualTo("<mine/>");
        assertThat(carl.request().get(bench.home + draft).text()).isNotEqualTo("<mine/>");
        carl.navigate(bench.home + "/bench");
        assertThat(carl.locator("main")).containsText("carla since");
    }

    @ParameterizedTest
    @ValueSource(strings = {WAITS, DIAGRAM})
    void withoutScriptThePageTakesAndChecksFiles(String file) {
        Page page = bench.loggedIn("carl", new Browser.NewContextOptions().setJavaScriptEnabled(false));
        String content = bench.file(page, file);
        upload(page, file, content);

        assertThat(page.locator("#findings")).containsText("Nothing: it could be deployed.");
        page.getByText("Discard your draft").click();
        assertThat(page.locator("[role=status]").first()).containsText("is discarded");
        page.context().close();
    }
}
