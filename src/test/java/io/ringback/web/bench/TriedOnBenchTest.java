package io.ringback.web.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.ringback.Chromium;
import io.ringback.engine.trial.ShippedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Replays, played cases and tokens as analysts use them, in a real browser; without script wherever that is enough. */
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class TriedOnBenchTest {

    private static final String DIAGRAM = ShippedFiles.DIAGRAM;
    private static final String WAITS = "waiting-times.dmn";
    private static final Browser.NewContextOptions WITHOUT_SCRIPT =
            new Browser.NewContextOptions().setJavaScriptEnabled(false);

    @TempDir
    static Path data;

    private static RunningBench bench;

    @BeforeAll
    static void start() {
        bench = new RunningBench(data);
    }

    @AfterAll
    static void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void draftsAreReplayedAndTheirPagesLoadThemselvesUntilTheyAreDone() {
        bench.failsACall();
        Page carla = bench.loggedIn("carla", WITHOUT_SCRIPT);
        bench.post(
                carla,
                "/bench/draft",
                WAITS,
                ShippedFiles.copy().replacing(WAITS, "\"P2D\"", "\"PT2H\"").text(WAITS));

        carla.navigate(bench.home + "/bench/edit/" + WAITS);
        carla.getByText("Replay last week with your draft").click();

        assertThat(carla.locator("main"))
                .containsText(
                        "1 of 1 case(s) would be decided otherwise.", new ContainsTextOptions().setTimeout(30_000));
        assertThat(carla.locator("#sums")).containsText("hours for callees to react");
        assertThat(carla.locator("#sums")).containsText("-46");
        assertThat(carla.locator("#differences-by-table")).containsText("P2D");
        String result = carla.url();
        carla.locator("#cases-that-differ a").first().click();
        assertThat(carla.url()).contains("/operations/cases/");

        bench.post(
                carla,
                "/bench/draft",
                DIAGRAM,
                ShippedFiles.copy()
                        .replacing(DIAGRAM, "${waitForAnswer}<", "PT1H<")
                        .text(DIAGRAM));
        carla.navigate(bench.home + "/bench/edit/" + DIAGRAM);
        carla.getByText("Replay last week with your draft").click();
        assertThat(carla.locator("#differences-by-table"))
                .containsText("PT1H", new ContainsTextOptions().setTimeout(30_000));
        assertThat(carla.locator("main")).containsText("People do what they did");

        Page carl = bench.loggedIn("carl", WITHOUT_SCRIPT);
        carl.navigate(result);
        assertThat(carl.locator("[role=alert]")).containsText("does not keep that replay");
        assertThat(carl.locator("main")).not().containsText(WAITS);
    }

    @Test
    void aCaseIsPlayedStepByStep() {
        Page carl = bench.loggedIn("carl", WITHOUT_SCRIPT);

        carl.navigate(bench.home + "/bench/play?opened=2026-01-14T12:00");
        assertThat(carl.locator("#way")).containsText("Question to the caller by");
        carl.getByText("Caller answered: YES").click();
        assertThat(carl.locator("#way")).containsText("Notification to the callee by");
        carl.getByText("Callee did not react: ").click();
        assertThat(carl.locator("main")).containsText("The case has ended.");
        carl.navigate(bench.home + "/bench/play?with=in-force&happened=nothing");
        assertThat(carl.locator("main .problem")).containsText("cannot happen here");
    }

    @Test
    void tokensRunThroughADiagramByTheKeyboardAlone() {
        Page dora = bench.loggedIn("dora");
        List<String> complaints = new ArrayList<>();
        Chromium.listen(dora, complaints::add);
        bench.edit(dora, DIAGRAM);
        Locator simulate = dora.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Simulate tokens"));

        simulate.focus();
        dora.keyboard().press("Enter");
        assertThat(simulate).hasAttribute("aria-pressed", "true");
        dora.locator("[data-container-id=StartCallFailed] .bts-context-pad")
                .first()
                .focus();
        dora.keyboard().press("Enter");
        assertThat(dora.locator(".bts-scopes .bts-scope").first()).isVisible();
        assertThat(dora.locator(".djs-palette")).isHidden();

        simulate.focus();
        dora.keyboard().press("Enter");
        assertThat(simulate).hasAttribute("aria-pressed", "false");
        assertThat(dora.locator(".djs-palette")).isVisible();
        assertThat(dora.getByText("Keep as draft")).isDisabled();
        assertThat(complaints).isEmpty();
        assertThat(bench.complaints).isEmpty();
    }

    @Test
    void onlyAnalystsAndAdministratorsReplay() {
        Page olle = bench.loggedIn("olle");

        assertThat(olle.request().get(bench.home + "/bench/replay").status()).isEqualTo(403);
        assertThat(olle.request()
                        .post(bench.home + "/bench/replay/1/stop", RequestOptions.create())
                        .status())
                .isEqualTo(403);
        assertThat(olle.request()
                        .post(bench.home + "/bench/replay?days=7", RequestOptions.create())
                        .status())
                .isEqualTo(403);
    }
}
