package io.ringback.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.ringback.Chromium;
import io.ringback.conversation.Ended;
import io.ringback.conversation.Later;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.ContactView;
import io.ringback.wording.InformationView;
import io.ringback.wording.Letter;
import io.ringback.wording.LetterWriter;
import io.ringback.wording.QuestionView;
import io.ringback.wording.WordingInForce;
import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People at the pages: with a phone, at a desk, with keys only, in Swedish, enlarged; and axe-core beside them. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the pages in a browser")
class PagesInBrowserTest {

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");
    private static final Path PICTURES = Path.of("target", "pictures");

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** A letter is shown inside the mail reader's own landmarks; a page must have its own. */
    private static final List<String> WITH_LANDMARKS =
            Stream.concat(WCAG.stream(), Stream.of("best-practice")).toList();

    /** The example of docs/wording.md; what is not of the brand is as it is built in. */
    private static final WordingInForce WORDING = WordingOnDisk.in(Path.of("docs/wording-example"));

    private static PagesServer server;
    private static Chromium chromium;

    private BrowserContext context;

    enum Screen {
        PHONE(360, 740),
        DESKTOP(1280, 800);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        server = new PagesServer(WORDING);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void forget() {
        server.conversation.forget();
    }

    @AfterEach
    void closeBrowser() {
        if (context != null) {
            context.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void annaSaysYesAndTakesItBackWithoutScripts(Screen screen) {
        Page page = person(screen, false);
        open(page, "/q/" + server.conversation.asked(Locale.ENGLISH) + "?answer=yes");

        button(page, "Yes, tell Bob Berg").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Thank you, we are telling Bob Berg");
        page.reload();
        button(page, "Withdraw").click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Your answer is withdrawn");
        page.reload();
        assertThat(server.conversation.told).containsExactly("answer YES", "withdraw");
        page.goBack();
        page.goBack();
        assertThat(server.conversation.told).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void bobChoosesADeviceAndTellsAnnaWithoutScripts(Screen screen) {
        Page page = person(screen, false);
        open(page, "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, false));

        assertThat(page.getByLabel("Mobile")).isChecked();
        page.getByText("Office", new Page.GetByTextOptions().setExact(true)).click();
        button(page, "Tell Anna Alm I can be reached now").click();

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Thank you, we are telling them");
        assertThat(server.conversation.told).containsExactly("choose INFORM " + ToldConversation.OFFICE);
    }

    @Test
    void bobUsesTheKeyboardOnly() {
        Page page = person(Screen.DESKTOP, false);
        open(page, "/c/" + server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, false));

        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("Skip to the content");
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasValue(ToldConversation.MOBILE.toString());
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("Tell Anna Alm I can be reached now");
        assertThat((String) page.locator(":focus").evaluate("it => getComputedStyle(it).outlineStyle"))
                .as("the focus can be seen")
                .isEqualTo("solid");
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Thank you, we are telling them");
        assertThat(server.conversation.told).containsExactly("choose INFORM " + ToldConversation.MAIL);
    }

    @Test
    void annaAnswersInSwedish() {
        Page page = person(Screen.PHONE, false);
        open(page, "/q/" + server.conversation.asked(SWEDISH) + "?answer=no");

        assertThat(page.getByText("Du valde nej.")).isVisible();
        button(page, "Nej").click();

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Då berättar vi inte för någon");
        assertThat(page.locator("html")).hasAttribute("lang", "sv");
        assertThat(server.conversation.told).containsExactly("answer NO");
    }

    @Test
    void annaIsServedByTheBrandThatIsHersFromTheFirstPageToTheLast() {
        Page page = person(Screen.PHONE, false);
        open(page, "/q/" + server.conversation.asked(Locale.forLanguageTag("de-x-acme")) + "?answer=no");

        assertThat(page.getByText("Acme Assist")).isVisible();
        assertThat(page.locator("button.primary")).hasCSS("background-color", "rgb(138, 28, 91)");
        button(page, "Nein").click();

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Gut, wir sagen niemandem etwas");
        assertThat(page.getByText("Acme Assist")).isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", "de");
    }

    @Test
    void whoeverWantsNoMoreMessagesPressesOneButton() {
        Page page = person(Screen.PHONE, false);
        open(page, "/u/" + server.conversation.subscribed(Locale.ENGLISH));

        button(page, "Send me no more messages").click();

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("You get no more messages");
        assertThat(server.conversation.told).containsExactly("unsubscribe");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 640})
    void nothingNeedsScrollingSideways(int width) {
        // 320 is WCAG 2.2 1.4.10 (1280 at 400 %), 640 a desktop at 200 %.
        context = chromium.context(new Browser.NewContextOptions().setViewportSize(width, 500));
        Page page = context.newPage();
        for (Map.Entry<String, String> each : everyPage(SWEDISH).entrySet()) {
            open(page, each.getValue());
            int overflow =
                    (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overflow).as(each.getKey()).isZero();
        }
    }

    @Test
    void textEnlargedToTwiceItsSizeStaysOnThePage() {
        context = chromium.context(
                new Browser.NewContextOptions().setViewportSize(360, 740).setBypassCSP(true));
        Page page = context.newPage();
        for (Map.Entry<String, String> each : everyPage(SWEDISH).entrySet()) {
            open(page, each.getValue());
            page.evaluate("document.documentElement.style.fontSize = '200%'");
            int overflow =
                    (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overflow).as(each.getKey()).isZero();
        }
    }

    @Test
    void everythingThatCanBePressedIsLargeEnoughForAThumb() {
        Page page = person(Screen.PHONE, true);
        for (String path : everyPage(Locale.ENGLISH).values()) {
            open(page, path);
            for (Locator target : page.locator("button, label").all()) {
                assertThat(target.boundingBox().height).isGreaterThanOrEqualTo(44);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LIGHT, PHONE, en",
        "LIGHT, DESKTOP, sv",
        "DARK, PHONE, sv",
        "DARK, DESKTOP, en",
        "LIGHT, PHONE, de-x-acme",
        "DARK, DESKTOP, de-x-acme"
    })
    void axeFindsNothingThatKeepsAnyoneOut(ColorScheme colours, Screen screen, String tag) throws IOException {
        Locale language = Locale.forLanguageTag(tag);
        String axe = axe();
        context = chromium.context(new Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setColorScheme(colours)
                .setBypassCSP(true));
        Page page = context.newPage();
        for (Map.Entry<String, String> each : everyPage(language).entrySet()) {
            open(page, each.getValue());
            assertThat(violations(page, axe, WITH_LANDMARKS)).as(each.getKey()).isEmpty();
            picture(page, "page-" + each.getKey(), language, screen, colours);
        }
        for (Map.Entry<String, Letter> each : everyLetter(language).entrySet()) {
            page.setContent(each.getValue().html());
            assertThat(violations(page, axe, WCAG)).as(each.getKey()).isEmpty();
            picture(page, "letter-" + each.getKey(), language, screen, colours);
        }
    }

    private Page person(Screen screen, boolean scripts) {
        context = chromium.context(new Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setJavaScriptEnabled(scripts));
        return context.newPage();
    }

    private static void open(Page page, String path) {
        page.setExtraHTTPHeaders(Map.of("Accept-Language", path.contains("swedish") ? "sv" : "en"));
        page.navigate(server.address(path).toString());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Map<String, String> everyPage(Locale language) {
        ToldConversation conversation = server.conversation;
        String tail = language.equals(SWEDISH) ? "&swedish" : "";
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("question", "/q/" + conversation.asked(language) + "?answer=yes");
        pages.put("question-why", "/q/" + conversation.askedWhy(language));
        pages.put("question-long-name", "/q/" + conversation.asked(language, "Maximiliana".repeat(9)));
        pages.put(
                "question-time", "/q/" + conversation.askedAboutTime(language, Instant.parse("2026-12-04T08:00:00Z")));
        pages.put("withdraw", "/w/" + conversation.answered(language) + "?answer=always");
        pages.put("contact", "/c/" + conversation.notified(language, ToldConversation.BOBS, false));
        pages.put("contact-connect", "/c/" + conversation.notified(language, ToldConversation.BOBS, true));
        pages.put(
                "contact-one-device",
                "/c/" + conversation.notified(language, ToldConversation.BOBS.subList(0, 1), true));
        pages.put("contact-all", "/c/" + withEverything(language));
        pages.put("line", "/a/" + conversation.passedOn(language, "Yes, Friday works. Shall I bring the drawings?"));
        pages.put("unsubscribe", "/u/" + conversation.subscribed(language));
        for (ResultPage.Result result : ResultPage.Result.values()) {
            String word = result.name().toLowerCase(Locale.ROOT);
            pages.put("done-" + word, "/c/done?result=" + word + "&language=" + language.toLanguageTag());
        }
        pages.put("ended", "/c/" + conversation.ended(language, Ended.How.DECLINED));
        pages.put("closed", "/q/closed?" + tail);
        for (int status : new int[] {400, 403, 404, 405, 413, 429, 500}) {
            pages.put("error-" + status, "/fail?status=" + status + tail);
        }
        return pages;
    }

    /** A notice of a caller who says why, where a line can be written, a time named, each call be told of, and watching ended. */
    private static String withEverything(Locale language) {
        String token = server.conversation.writable(language, ToldConversation.BOBS);
        server.conversation.because(token, "It is about the drawings for Friday.");
        server.conversation.maySee(token);
        server.conversation.mayBeToldAlways(token, Optional.empty());
        Instant now = Instant.parse("2026-11-23T15:00:00Z");
        List<Later.Offer> offers = Stream.of(10, 30, 60)
                .map(minutes -> new Later.Offer(minutes, now.plus(Duration.ofMinutes(minutes))))
                .toList();
        server.conversation.maySayWhen(
                token,
                new Later(offers, now.plus(Duration.ofHours(1)), Optional.of(now.plus(Duration.ofMinutes(10))))
                        .with(Later.TimeForBoth.OFFERED));
        return token;
    }

    private static Map<String, Letter> everyLetter(Locale language) {
        LetterWriter writer = new LetterWriter(WORDING);
        ZoneId stockholm = ZoneId.of("Europe/Stockholm");
        Instant tried = Instant.parse("2026-11-23T14:57:00Z");
        URI link = URI.create("https://ringback.example/q/AAAAAAAAAAAAAAAAAAAAAA");
        Map<String, Letter> letters = new LinkedHashMap<>();
        letters.put(
                "question",
                writer.question(
                        new QuestionView("Anna", language, stockholm, "Bob", Cause.BUSY, Medium.VOICE, tried, 1, false),
                        link));
        letters.put(
                "notification",
                writer.notification(
                        new ContactView(
                                "Bob",
                                language,
                                stockholm,
                                "Anna",
                                Medium.VOICE,
                                tried,
                                3,
                                false,
                                true,
                                List.of(),
                                false,
                                Optional.empty()),
                        link));
        letters.put(
                "information",
                writer.information(
                        new InformationView("Anna", language, stockholm, "Bob", Optional.of("Mobil"), false, tried)));
        letters.put(
                "call-returned",
                writer.information(
                        new InformationView("Anna", language, stockholm, "Bob", Optional.of("Mobil"), true, tried)));
        letters.put("closing", writer.closing(language, "Anna"));
        return letters;
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page, String axe, List<String> rules) {
        page.evaluate(axe + "; true");
        return (List<String>) page.evaluate("""
                async tags => {
                  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
                  return found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html));
                }""", rules);
    }

    private static String axe() throws IOException {
        try (InputStream script = PagesInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** With {@code -Dringback.pictures=true} kept under target/pictures, to be looked at. */
    private static void picture(Page page, String name, Locale language, Screen screen, ColorScheme colours) {
        if (!Boolean.getBoolean("ringback.pictures")) {
            return;
        }
        String file = String.join("-", name, language.toLanguageTag(), screen.name(), colours.name());
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(file.toLowerCase(Locale.ROOT) + ".png")));
    }
}
