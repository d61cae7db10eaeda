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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words as analysts change them, in a real browser, where somebody else has to approve. */
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class WordsOnBenchTest {

    private static final String PAGES = "wording/default/en/pages.properties";
    private static final String SIDOR = "wording/default/sv/pages.properties";
    private static final String TEXTS = "wording/default/en/texts.properties";
    private static final String LETTERS = "wording/default/en/letters.properties";
    private static final String TITLE = "closed.title";
    private static final Browser.NewContextOptions WITHOUT_SCRIPT =
            new Browser.NewContextOptions().setJavaScriptEnabled(false);

    @TempDir
    static Path data;

    private static RunningBench bench;
    private static Page carla;
    private static Page carl;
    private static Page dora;

    @BeforeAll
    static void start() {
        bench = new RunningBench(data, "--ringback.bench.four-eyes=true");
        carla = bench.loggedIn("carla");
        carl = bench.loggedIn("carl");
        dora = bench.loggedIn("dora");
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

    private static void open(Page page, String file) {
        page.navigate(bench.home + "/bench/words/edit?file=" + file);
        assertThat(page.locator("h1")).hasText(file);
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }

    /** What somebody reads who opens a link that is in no use, in their language. */
    private static String closedPage(String language) {
        return carla.request()
                .get(
                        bench.home + "/q/AAAAAAAAAAAAAAAAAAAAAA",
                        RequestOptions.create().setHeader("Accept-Language", language))
                .text();
    }

    @Test
    void aSentenceIsChangedInTwoLanguagesApprovedBySomebodyElseAndTakenBack() {
        open(carla, PAGES);
        RunningBench.field(carla, TITLE).fill("This link has had its day");
        assertThat(carla.locator("#said")).hasText("Checked: it could be put into force.");
        assertThat(carla.locator(".compared")).containsText("This link is no longer in use");
        button(carla, "Keep as draft and check");
        assertThat(carla.locator("[role=status]").first()).containsText("Kept as your draft.");
        open(carla, SIDOR);
        RunningBench.field(carla, TITLE).fill("Länken har gjort sitt");
        assertThat(carla.locator(".phrases")).containsText("Länken har gjort sitt");
        button(carla, "Keep as draft and check");
        assertThat(closedPage("en")).contains("This link is no longer in use");

        carla.navigate(bench.home + "/bench");
        RunningBench.propose(carla, "Say it more kindly.");
        String proposal = carla.url();
        assertThat(carla.locator("main")).containsText("Somebody else has to approve what you have proposed.");
        assertThat(carla.getByText("Approve and deploy")).hasCount(0);
        APIResponse alone = post(carla, proposal + "/approve", FormData.create().set("shown", "0"));
        assertThat(alone.text()).contains("Somebody else has to approve");
        assertThat(closedPage("en")).contains("This link is no longer in use");

        carl.navigate(proposal);
        assertThat(carl.locator("main")).containsText("This link has had its day");
        assertThat(carl.locator("main")).containsText("Länken har gjort sitt");
        carl.getByText("Approve and deploy").click();
        assertThat(carl.locator("[role=status]").first()).containsText("2 file(s) of words in force, on all nodes.");
        assertThat(closedPage("en")).contains("This link has had its day");
        assertThat(closedPage("sv")).contains("Länken har gjort sitt");
        carl.navigate(bench.home + "/bench/words/changes");
        assertThat(carl.locator("tbody tr").first()).containsText("carla: Say it more kindly.");
        assertThat(carl.getByText("Take the last change back")).hasCount(0);
        dora.navigate(bench.home + "/operations/diagrams");
        assertThat(dora.locator("main")).containsText("No file in bpmn/ and wording/ of this node is waiting");

        dora.navigate(bench.home + "/bench/words/changes");
        dora.getByText("Take the last change back").click();
        assertThat(dora.locator("[role=status]").first()).containsText("Taken back");
        assertThat(closedPage("en")).contains("This link is no longer in use");
        assertThat(closedPage("sv")).doesNotContain("Länken har gjort sitt");
    }

    @Test
    void whatIsWrongIsSaidAsItIsWrittenAndTheFieldIsMarked() {
        open(carla, TEXTS);
        Locator field = RunningBench.field(carla, "notification.link.short");

        field.fill("{0} 0701740615 {2}");
        assertThat(carla.locator("#said")).containsText("1 finding(s) keep it");
        assertThat(carla.locator("#findings")).containsText("where the callee is told of the caller");
        assertThat(field).hasAttribute("aria-invalid", "true");
        field.fill("{0}.");
        assertThat(carla.locator("#findings")).containsText("Without {2} nobody can answer.");

        field.fill("{0}. {2}");
        assertThat(carla.locator("#said")).hasText("Checked: it could be put into force.");
        assertThat(field).not().hasAttribute("aria-invalid", "true");
    }

    @Test
    void aTextThatNeedsASecondSmsSaysSo() {
        open(carla, TEXTS);

        RunningBench.field(carla, "closing")
                .fill("Thank you ☎ for your reply, which came when this matter was already over.");

        assertThat(carla.locator("#findings")).containsText("70 characters instead of 160");
        assertThat(carla.locator(".messages")).containsText("2 SMS, in force 1");
        assertThat(carla.locator(".messages")).containsText("70 characters each, for ☎");
    }

    @Test
    void aLetterIsReadWithTheFactsOfTheCase() {
        open(carla, LETTERS);

        RunningBench.field(carla, "question.heading").fill("May we tell {0}?");

        assertThat(carla.locator("details[open] pre").first()).containsText("May we tell Bertil Öberg?");
        assertThat(carla.locator("details[open] pre").first()).containsText("Hello Anna Andersson");
        assertThat(carla.locator("#beside")).not().containsText("+4670");
    }

    @Test
    void fieldsAreFoundByWhatTheySay() {
        open(carla, PAGES);

        carla.getByLabel("Show texts with").fill("time zone");

        assertThat(carla.locator(".text:visible")).hasCount(1);
        assertThat(RunningBench.field(carla, "file.timeZone")).isVisible();
    }

    @Test
    void withoutScriptADraftIsCheckedKeptProposedAndWithdrawn() {
        Page page = bench.loggedIn("carl", WITHOUT_SCRIPT);
        open(page, LETTERS);
        RunningBench.field(page, "question.no").fill("No {5}");
        button(page, "Keep as draft and check");
        assertThat(page.locator("#findings")).containsText("Nothing is known for {5}.");
        assertThat(RunningBench.field(page, "question.no")).hasAttribute("aria-invalid", "true");
        page.getByLabel("Why, for").fill("Let it go");
        button(page, "Propose");
        assertThat(page.locator("main [role=alert]")).containsText("Nothing was proposed.");

        RunningBench.field(page, "question.no").fill("Rather not");
        page.getByLabel("Why, for").fill("Kinder");
        button(page, "Propose");
        assertThat(page.locator("h1")).containsText("Proposal");
        assertThat(page.locator("main")).containsText("Rather not");
        button(page, "Withdraw");
        assertThat(page.locator("main")).containsText("withdrawn, by carl");
        open(page, LETTERS);
        assertThat(RunningBench.field(page, "question.no")).hasValue("Rather not");
        button(page, "Discard your draft");
        assertThat(page.locator("[role=status]").first()).containsText("is discarded");
        page.context().close();
    }

    @Test
    void aDraftIsItsAnalystsOwnAndWhatSomebodyElseChangedIsSeenBeforeItIsUndone() {
        String file = "wording/acme/en/pages.properties";
        keep(carl, file, TITLE, "Of Carl");
        assertThat(read(carl, file)).contains("Of Carl");
        assertThat(read(dora, file)).doesNotContain("Of Carl");
        keep(dora, file, TITLE, "Of Dora");
        dora.navigate(bench.home + "/bench");
        RunningBench.propose(dora, "First");
        String first = dora.url();
        String seen = carl.request().get(first).text();
        approve(carl, first);

        carl.navigate(bench.home + "/bench");
        carl.getByLabel("Why").first().fill("Second");
        button(carl, "Propose");
        assertThat(carl.locator("[role=alert]")).containsText("what you propose would undo that");
        open(carl, file);
        button(carl, "I have seen it");
        carl.navigate(bench.home + "/bench");
        RunningBench.propose(carl, "Second");
        String second = carl.url();

        APIResponse stale = post(dora, second + "/approve", FormData.create().set("shown", "0"));
        assertThat(stale.text()).contains("Words have been changed since this was shown");
        assertThat(seen).contains("Of Dora");
        dora.navigate(second);
        assertThat(dora.locator(".compared")).containsText("Of Dora");
        button(dora, "Refuse");
    }

    private static void approve(Page page, String proposal) {
        page.navigate(proposal);
        page.getByText("Approve and deploy").click();
        assertThat(page.locator("[role=status]").first()).containsText("in force");
    }

    @Test
    void wordsAndTablesAreProposedApart() {
        keep(carla, LETTERS, "question.no", "Rather not");
        assertThat(bench.post(carla, "/bench/draft", "waiting-times.dmn", bench.file(carla, "waiting-times.dmn"))
                        .status())
                .isEqualTo(200);

        carla.navigate(bench.home + "/bench");
        carla.getByLabel("Why").first().fill("Both");
        button(carla, "Propose");

        assertThat(carla.locator("[role=alert]")).containsText("Propose words by themselves");
        carla.getByText("Discard waiting-times.dmn").click();
        carla.getByText("Discard " + LETTERS).click();
    }

    @Test
    void anotherLanguageIsBegunAndAHalfOneRefused() {
        carla.navigate(bench.home + "/bench/words");
        carla.getByText("Begin another language or brand").click();
        carla.getByLabel("Language, such as").fill("de");
        button(carla, "Begin");
        assertThat(carla.locator("h1")).hasText("wording/default/de/letters.properties");
        RunningBench.field(carla, "question.no").fill("Nein");
        assertThat(carla.locator("#findings")).containsText("missing in this language");
    }

    @ParameterizedTest
    @CsvSource({
        "'<img src=x onerror=alert(1)>', markup",
        "'<b th:text=\"${7*7}\">x</b>', markup",
        "'${T(java.lang.Runtime).getRuntime().exec(\"id\")}', placeholders",
        "'[[${7*7}]]', placeholders",
        "'javascript:alert(1)', link",
        "'x\u202Ey', not seen",
    })
    void hostileTextIsShownAsItStandsAndRefused(String hostile, String said) {
        APIResponse tried = post(
                carla,
                bench.home + "/bench/words/try",
                FormData.create().set("file", LETTERS).set("text.question.no", hostile));

        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.text()).contains("refused", said).doesNotContain("<img", "<b th", ">49<", "49</ins>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wording/../../etc/passwd",
                "wording/default/en/../sv/letters.properties",
                "wording/default/en/brand.properties",
                "wording//default/en/letters.properties",
                "default/en/letters.properties",
                "wording/",
                "x.bpmn",
            })
    void noOtherFileIsOpenedOrKept(String file) {
        String path = "?file=" + URLEncoder.encode(file, StandardCharsets.UTF_8);
        assertThat(carla.request().get(bench.home + "/bench/words/edit" + path).status())
                .isEqualTo(404);
        assertThat(carla.request().get(bench.home + "/bench/words/file" + path).status())
                .isEqualTo(404);
        carla.navigate(bench.home + "/bench");
        for (String act : new String[] {"try", "keep", "propose", "seen"}) {
            assertThat(post(
                                    carla,
                                    bench.home + "/bench/words/" + act,
                                    FormData.create().set("file", file))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void anUploadIsTakenOnlyIfItIsAFileOfTexts() {
        upload("Latin 1", "question.no=Nej då".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(carla.locator("main [role=alert]")).containsText("It is not UTF-8.");
        upload("large", ("question.no=" + "x".repeat(300_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(carla.locator("main [role=alert]")).containsText("No such file needs more than");
        upload("unknown", "password=x".getBytes(StandardCharsets.UTF_8));
        assertThat(carla.locator("main [role=alert]")).containsText("There is no such text.");
        assertThat(bench.post(carla, "/bench/draft", LETTERS, "password=x").status())
                .isEqualTo(409);
        assertThat(bench.post(carla, "/bench/words/keep", LETTERS, "x".repeat(1_100_000))
                        .status())
                .isEqualTo(413);

        upload("right", "question.no=Rather not".getBytes(StandardCharsets.UTF_8));
        assertThat(RunningBench.field(carla, "question.no")).hasValue("Rather not");
        button(carla, "Discard your draft");
    }

    private static void upload(String name, byte[] content) {
        open(carla, LETTERS);
        carla.getByLabel("A file of lines of key=text")
                .setInputFiles(new FilePayload(name + ".properties", "text/plain", content));
        button(carla, "Upload as draft");
        carla.waitForLoadState();
    }

    @Test
    void operatorsHaveNoWordsToChangeAndOtherSitesNeither() {
        Page olle = bench.loggedIn("olle");
        assertThat(olle.request()
                        .get(bench.home + "/bench/words/edit?file=" + LETTERS)
                        .status())
                .isEqualTo(403);
        assertThat(carla.request()
                        .post(
                                bench.home + "/bench/words/keep",
                                RequestOptions.create()
                                        .setForm(FormData.create().set("file", LETTERS)))
                        .status())
                .isEqualTo(403);
        assertThat(post(
                                carl,
                                bench.home + "/bench/words/take-back",
                                FormData.create().set("change", "1"))
                        .text())
                .contains("Members of camunda-admin");
    }

    private static void keep(Page page, String file, String key, String text) {
        open(page, file);
        RunningBench.field(page, key).fill(text);
        button(page, "Keep as draft and check");
        assertThat(page.locator("[role=status]").first()).containsText("Kept as your draft.");
    }

    private static String read(Page page, String file) {
        return page.request().get(bench.home + "/bench/words/file?file=" + file).text();
    }

    private static APIResponse post(Page page, String address, FormData form) {
        if (page.locator("input[name=_csrf]").count() == 0) {
            page.navigate(bench.home + "/bench");
        }
        return page.request()
                .post(address, RequestOptions.create().setForm(form.set("_csrf", RunningBench.token(page))));
    }
}
