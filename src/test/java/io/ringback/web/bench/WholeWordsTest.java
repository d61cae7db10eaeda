package io.ringback.web.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters and pages whole, with drafted words, as analysts see them in a real browser before people do. */
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class WholeWordsTest {

    private static final String PAGES = "wording/default/en/pages.properties";
    private static final String LETTERS = "wording/default/en/letters.properties";
    private static final String NOT_NOW = "contact.notNow";

    @TempDir
    static Path data;

    private static RunningBench bench;
    private static Page carla;

    @BeforeAll
    static void start() {
        bench = new RunningBench(data, "--ringback.bench.four-eyes=true");
        carla = bench.loggedIn("carla");
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

    private static FrameLocator open(Page page, String file) {
        page.navigate(bench.home + "/bench/words/edit?file=" + file);
        return page.frameLocator("iframe.whole");
    }

    private static APIResponse whole(Page page, String file, String name) {
        return page.request()
                .get(bench.home + "/bench/words/whole?file=" + file + "&whole="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    private static APIResponse written(String file, String name, String key, String text) {
        if (carla.locator("input[name=_csrf]").count() == 0) {
            carla.navigate(bench.home + "/bench");
        }
        return carla.request()
                .post(
                        bench.home + "/bench/words/whole",
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("file", file)
                                        .set("whole", name)
                                        .set("text." + key, text)
                                        .set("_csrf", RunningBench.token(carla))));
    }

    @Test
    void aPageFollowsWhatIsWrittenAndLooksAsItDoesForPeople() {
        FrameLocator seen = open(carla, PAGES);
        assertThat(seen.locator("h1")).hasText("Shall we tell Bertil Öberg that you tried?");
        carla.getByLabel("Letter or page").selectOption("Notice");
        assertThat(seen.locator("h1")).containsText("Anna Andersson called 2 times");

        RunningBench.field(carla, NOT_NOW).fill("Leave {0} for later");
        assertThat(carla.locator("#findings")).containsText(NOT_NOW);
        RunningBench.field(carla, NOT_NOW).fill("Later, please");

        assertThat(seen.locator("button[value=not_now]")).hasText("Later, please");
        // In the style of the pages.
        assertThat(seen.locator("button[value=connect]")).hasCSS("background-color", "rgb(11, 87, 164)");
        assertThat(whole(carla, PAGES, "Notice").text()).as("what is in force").doesNotContain("Later, please");
    }

    @Test
    void nothingInItCanBePressedAndNothingIsAskedOfAnotherServer() {
        List<String> asked = new CopyOnWriteArrayList<>();
        carla.onRequest(request -> asked.add(request.method() + " " + request.url()));
        FrameLocator seen = open(carla, PAGES);
        Locator yes = seen.locator("button[value=yes]");
        yes.click();
        yes.press("Enter");

        assertThat(seen.locator("h1")).hasText("Shall we tell Bertil Öberg that you tried?");
        assertThat(asked).isNotEmpty().allMatch(one -> one.startsWith("GET " + bench.home + "/"));
        assertThat(seen.locator("input[name=_csrf]")).hasCount(0);
    }

    @Test
    void aLetterIsSeenInItsStyleInItsLanguage() {
        String file = "wording/default/sv/letters.properties";
        FrameLocator seen = open(carla, file);
        assertThat(seen.locator("html")).hasAttribute("lang", "sv");
        carla.getByLabel("Letter or page").selectOption("Letter: Notification, of a call");

        RunningBench.field(carla, "notification.footer").fill("Svara stop, {0}.");

        assertThat(seen.locator("body")).containsText("Svara stop, Anna Andersson.");
        assertThat(seen.locator(".sheet")).hasCSS("max-width", "560px");
        carla.getByLabel("Letter or page").selectOption("Notice");
        assertThat(seen.locator("html")).hasAttribute("lang", "sv");
    }

    @Test
    void withoutScriptAButtonShowsTheFieldsAsTheyAre() {
        Page page = bench.loggedIn("carl", new Browser.NewContextOptions().setJavaScriptEnabled(false));
        FrameLocator seen = open(page, PAGES);
        RunningBench.field(page, "closed.title").fill("This link has had its day");
        page.getByLabel("Letter or page").selectOption("A link that is in no use");

        page.locator("#see").click();

        assertThat(seen.locator("h1")).hasText("This link has had its day");
        assertThat(RunningBench.field(page, "closed.title")).hasValue("This link has had its day");
        page.context().close();
    }

    @Test
    void aDraftIsSeenByItsAnalystAndAProposalByWhoeverApprovesIt() {
        Page carl = bench.loggedIn("carl");
        open(carla, PAGES);
        RunningBench.field(carla, "done.close").fill("That is all.");
        carla.locator("#keep").click();
        assertThat(carla.locator("[role=status]").first()).containsText("Kept as your draft.");
        assertThat(whole(carla, PAGES, "Done: yes").text()).contains("That is all.");
        assertThat(whole(carl, PAGES, "Done: yes").text()).doesNotContain("That is all.");

        carla.navigate(bench.home + "/bench");
        RunningBench.propose(carla, "Shorter");
        carl.navigate(carla.url());
        FrameLocator seen = carl.frameLocator("iframe.whole");
        carl.getByLabel("Letter or page").selectOption("Done: block");
        carl.locator("form[target=seen0] button").click();

        assertThat(seen.locator("h1")).hasText("All right, not again");
        assertThat(seen.locator("main")).containsText("That is all.");
        carl.context().close();
    }

    @ParameterizedTest
    @CsvSource({
        "'<script>document.title=1</script>'",
        "'<img src=x onerror=alert(1)>'",
        "'\" onfocus=\"alert(1)\" autofocus=\"'",
        "'{7}'",
        "'{0} {0,choice,0#<b>}'",
        "'it''s {0'",
        "'${7*7}'",
        "'*{7*7}'",
        "'#{closed.title}'",
        "'__${7*7}__'",
        "'[[${7*7}]]'",
        "'[(${7*7})]'",
        "'|${7*7}|'",
        "'@{https://evil.example/}'",
        "'javascript:alert(1)'",
    })
    void hostileWordsDoNothing(String hostile) {
        for (String name : List.of("Notice", "Question, after an answer that is none")) {
            for (String key : List.of(NOT_NOW, "question.answers", "page.skip")) {
                APIResponse answer = written(PAGES, name, key, hostile);

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text())
                        .contains("</html>")
                        .doesNotContain("<script", "<img src=x", "onfocus=\"", "<b>", "49", "href=\"https://evil")
                        .doesNotContain("This link is no longer in use");
                assertThat(answer.headers().get("content-security-policy"))
                        .contains("default-src 'none'", "form-action 'none'", "sandbox allow-same-origin")
                        .doesNotContain("script", "unsafe");
            }
        }
        APIResponse letter = written(LETTERS, "Letter: Question, after a call", "question.no", hostile);
        assertThat(letter.text()).contains("</html>").doesNotContain("<script", "<img", "onfocus=\"", "<b>", ">49<");
        assertThat(letter.headers().get("content-security-policy"))
                .contains("default-src 'none'", "form-action 'none'", "sandbox allow-same-origin")
                .doesNotContain("script", "'self' 'unsafe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "error/404", "../question", "question :: content", "Letter: x", "${7*7}", "__${7*7}__::x"})
    void whatIsNoPageIsNotThere(String name) {
        assertThat(whole(carla, PAGES, name).status()).isEqualTo(404);
        assertThat(written(PAGES, name, NOT_NOW, "Later").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wording/../../etc/passwd", "wording/default/en/brand.properties", "x.bpmn", ""})
    void noOtherFileIsSeen(String file) {
        assertThat(whole(carla, file, "Notice").status()).isEqualTo(404);
        assertThat(written(file, "Notice", NOT_NOW, "Later").status()).isEqualTo(404);
    }

    @Test
    void ofAProposalOnlyItsFilesAreSeenAndOperatorsSeeNothing() {
        assertThat(whole(carla, PAGES + "&proposal=999999", "Notice").status()).isEqualTo(404);
        Page olle = bench.loggedIn("olle");
        assertThat(whole(olle, PAGES, "Notice").status()).isEqualTo(403);
        olle.context().close();
    }
}
