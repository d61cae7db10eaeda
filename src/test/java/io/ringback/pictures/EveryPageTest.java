package io.ringback.pictures;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.ringback.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every page, by telephone at night and at a desk by day: nothing is wider than the screen, axe-core finds nothing serious, the browser has
 * nothing to complain about, and nothing comes from elsewhere. What axe-core finds on people's pages, PagesInBrowserTest says.
 */
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class EveryPageTest {

    private static final int HEIGHT = 900;
    private static final int MOST_KEYS = 150;
    /** As the browser names them. */
    private static final List<String> STYLES_OF_THE_MARK = List.of(
            "sha256-r3vOsuepBDg6tz/cOusiNJ9Y4Lp9hGQTT7pzDks1Xxc=",
            "sha256-CA/eh4+2R0J7cEQ14gBMtx834RIOjzMUqCM+evtrkp4=");

    @TempDir
    static Path data;

    /** What depends on the width does not depend on the colours: two looks do for four. */
    private enum Screen {
        PHONE_AT_NIGHT(390, ColorScheme.DARK),
        DESK_BY_DAY(1440, ColorScheme.LIGHT);

        private final int width;
        private final ColorScheme theme;

        Screen(int width, ColorScheme theme) {
            this.width = width;
            this.theme = theme;
        }
    }

    private static FilledRingback ringback;
    private static final List<SeenPage> pages = new ArrayList<>();
    private static String axe;

    @BeforeAll
    static void start() throws IOException {
        ringback = new FilledRingback(data);
        PagesToSee.show(ringback, pages::add);
        try (InputStream script = EveryPageTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() {
        if (ringback != null) {
            ringback.close();
        }
    }

    @Test
    void everyPageFitsCanBeReadAndKeepsToItself() {
        List<String> wrong = new ArrayList<>();
        pages.stream().filter(SeenPage::isOurs).forEach(seen -> look(seen, wrong));

        assertThat(pages).hasSizeGreaterThan(60);
        assertThat(wrong).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void whereMoreCasesWaitTheDiagramIsWarmer() {
        try (Page page = ringback.tab(FilledRingback.OPERATOR)) {
            page.navigate(ringback.home + "/operations/heat");
            page.locator(".pin").first().waitFor();
            List<Integer> warmths = (List<Integer>) page.evaluate("""
                    () => [...document.querySelectorAll('.pin')]
                      .sort((one, other) => Number(one.textContent) - Number(other.textContent))
                      .map(pin => Number(getComputedStyle(pin).getPropertyValue('--warmth')))""");

            assertThat(warmths).isSorted();
            assertThat(warmths.get(0)).isLessThan(warmths.get(warmths.size() - 1));
            assertThat(
                            (String)
                                    page.evaluate(
                                            "getComputedStyle(document.querySelector('.djs-element[class*=is-heat-] > .djs-visual > :first-child')).fill"))
                    .isNotEqualTo("rgb(255, 255, 255)");
        }
    }

    @Test
    void anOperatorComesToACaseByKeysAlone() {
        try (Page page = ringback.tab(FilledRingback.OPERATOR)) {
            page.setViewportSize(Screen.PHONE_AT_NIGHT.width, HEIGHT);
            page.navigate(ringback.home + "/operations");
            tabTo(page, "button.opens");
            page.keyboard().press("Enter");
            tabTo(page, "nav a[href='/operations/cases']");
            page.keyboard().press("Enter");
            page.waitForURL("**/operations/cases");
            assertThat(page.locator("#words")).isFocused();
            page.keyboard().type("Anna");
            page.keyboard().press("Enter");
            page.waitForURL("**/operations/cases?*");
            tabTo(page, "table a.id");
            page.keyboard().press("Enter");
            assertThat(page.locator("#diagram .djs-container")).isVisible();
            tabTo(page, ".lines button.place");
            page.keyboard().press("Enter");
            assertThat(page.locator("#diagram .djs-element.is-chosen").first()).isVisible();
        }
    }

    @Test
    void anAnalystChangesADiagramByKeysAlone() {
        try (Page page = ringback.tab(FilledRingback.OTHER_ANALYST)) {
            page.navigate(ringback.home + "/bench");
            tabTo(page, "a[href='/bench/edit/unreachable-callee.bpmn']");
            page.keyboard().press("Enter");
            assertThat(page.locator("#said")).containsText("could be deployed");
            tabTo(page, "#canvas svg");
            page.keyboard().press("Control+a");
            page.keyboard().press("Delete");
            assertThat(page.locator("#said")).containsText("keep it from being deployed");
            page.keyboard().press("Control+z");
            assertThat(page.locator("#said")).containsText("could be deployed");
        }
    }

    private static void tabTo(Page page, String selector) {
        for (int keys = 0; keys < MOST_KEYS; keys++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        fail("The key Tab does not lead to " + selector + " on " + page.url());
    }

    private static void look(SeenPage seen, List<String> wrong) {
        try (Page page = ringback.tab(seen.account())) {
            Chromium.listen(page, said -> {
                if (!isItsStatus(said) && !isOfTheMark(said)) {
                    wrong.add(seen.name() + ": " + said);
                }
            });
            page.onRequest(request -> {
                if (!isOurs(request.url())) {
                    wrong.add(seen.name() + " asks " + request.url());
                }
            });
            page.onResponse(response -> {
                if (response.status() >= 400 && !response.request().isNavigationRequest()) {
                    wrong.add(seen.name() + " gets " + response.status() + " for " + response.url());
                }
            });
            page.setViewportSize(Screen.PHONE_AT_NIGHT.width, HEIGHT);
            seen.open(page, ringback.home);
            if (!seen.isOfPeople()) {
                page.evaluate(axe + "; true");
            }
            for (Screen screen : Screen.values()) {
                page.setViewportSize(screen.width, HEIGHT);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(screen.theme));
                String where = seen.name() + " by " + screen + ": ";
                String sticksOut = sticksOut(page);
                if (!sticksOut.isEmpty()) {
                    wrong.add(where + "wider than the screen: " + sticksOut);
                }
                if (!seen.isOfPeople()) {
                    violations(page).forEach(one -> wrong.add(where + one));
                }
            }
        }
    }

    /** The browser says so of each page that is an error; what pages load is looked at by its status. */
    private static boolean isItsStatus(String said) {
        return said.startsWith("Failed to load resource: the server responded with a status of");
    }

    /** bpmn.io's mark on tables has styles that our policy does not let count. Its licence lets nobody change it; bench.css places it. */
    private static boolean isOfTheMark(String said) {
        return said.startsWith("Applying inline style")
                && STYLES_OF_THE_MARK.stream().anyMatch(said::contains);
    }

    private static boolean isOurs(String url) {
        URI address = URI.create(url);
        return !address.getScheme().startsWith("http") || url.startsWith(ringback.home + "/");
    }

    /** What makes the page or its main part scroll sideways, which only what is in a box of its own may; empty if nothing does. */
    private static String sticksOut(Page page) {
        return (String) page.evaluate("""
                () => {
                  const scrolling = [document.documentElement, document.querySelector('main')]
                    .find(part => part.scrollWidth > part.clientWidth);
                  if (!scrolling) {
                    return '';
                  }
                  const edge = scrolling.getBoundingClientRect().left + scrolling.clientWidth;
                  const last = [...scrolling.querySelectorAll('*')].filter(part => part.getBoundingClientRect().right > edge + 0.5).pop();
                  return (last ?? scrolling).outerHTML.slice(0, 200);
                }""");
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page) {
        return (List<String>) page.evaluate("""
                async () => {
                  const found = await axe.run(document, { resultTypes: ['violations'], preload: false });
                  return found.violations
                    .filter(rule => ['serious', 'critical'].includes(rule.impact))
                    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)} (${node.target})`));
                }""");
    }
}
