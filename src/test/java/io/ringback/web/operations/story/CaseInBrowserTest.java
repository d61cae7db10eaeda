package io.ringback.web.operations.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.ringback.Chromium;
import io.ringback.JourneyRows;
import io.ringback.ladder.Ladder;
import io.ringback.ladder.LadderRows;
import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Upright;
import io.ringback.web.operations.story.CaseDiagrams.Problem;
import io.ringback.web.operations.story.CaseDiagrams.Standing;
import io.ringback.web.security.SecuredServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An operator at the page of a case, in a real browser that holds to the page's Content-Security-Policy. */
class CaseInBrowserTest extends SecuredServer {

    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-0000000000c2");
    private static final Path PICTURES = Path.of("target", "pictures");

    private static Chromium chromium;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private BrowserContext context;

    @Autowired
    private CaseDiagrams diagrams;

    @Autowired
    private Ladder ladder;

    @Autowired
    private LadderRows ladders;

    @LocalServerPort
    private int ownPort;

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
    void annaIsAskedAndHasNotAnswered() {
        CaseOfAnna.insert(jdbc, CASE, Instant.parse("2026-01-02T03:04:05Z"));
        ((DiagramAtHand) diagrams).stands(CaseOfAnna.PROCESS, new Standing(List.of("WaitForAnswer"), List.of()));
    }

    @AfterEach
    void empty() {
        if (context != null) {
            context.close();
        }
        jdbc.sql("truncate failed_call_case, person cascade").update();
    }

    private Page open(Browser.NewContextOptions options) {
        context = chromium.context(options);
        Page page = context.newPage();
        Chromium.listen(page, complaints::add);
        page.navigate("http://localhost:" + ownPort + "/login");
        page.getByLabel("Name").fill("olga");
        page.getByLabel("Password").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        page.waitForURL("**/operations");
        page.navigate("http://localhost:" + ownPort + "/operations/cases/" + CASE);
        return page;
    }

    @Test
    void theWayIsDrawnAndWhereItStands() {
        Page page = open(new Browser.NewContextOptions());

        assertThat(element(page, "AskCaller")).hasClass(Pattern.compile(".*is-passed.*"));
        assertThat(element(page, "WaitForAnswer")).hasClass(Pattern.compile(".*is-here.*"));
        assertThat(page.locator("#diagram .pin").getByText("3", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.locator("#diagram .djs-connection.is-passed")).hasCount(1);
        // The watermark of bpmn.io, as its licence asks.
        assertThat(page.locator("#diagram a.bjs-powered-by")).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aClickOnAnElementShowsItsLinesAndAClickOnALineShowsTheElement() {
        Page page = open(new Browser.NewContextOptions());
        assertThat(element(page, "AskCaller")).isVisible();

        element(page, "AskCaller").click();
        assertThat(page.locator("#journey .is-chosen")).hasCount(1);
        assertThat(page.locator("#journey .is-chosen")).containsText("The question to Anna was written");

        Locator place = page.locator("#journey").getByRole(AriaRole.BUTTON).last();
        place.focus();
        page.keyboard().press("Enter");
        assertThat(element(page, "WaitForAnswer")).hasClass(Pattern.compile(".*is-chosen.*"));
        assertThat(page.locator("#journey .is-chosen")).hasCount(2);
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatHappensShowsByItself() {
        Page page = open(new Browser.NewContextOptions());
        assertThat(page.locator("#live")).containsText("Live");

        JourneyRows.addPassed(jdbc, CASE, Instant.now(), "CatchCallerAnswered");
        JourneyRows.add(jdbc, CASE, Instant.now(), "CALLER_ANSWERED", null, "NO", null);
        jdbc.sql(
                        "update failed_call_case set state = 'ENDED', outcome = 'DECLINED', reason = 'caller said no', ended_at = now()")
                .update();

        assertThat(page.locator(".why")).hasText("Bob <b> got nothing, because Anna said no.");
        assertThat(page.locator("#journey")).containsText("Anna said no.");
        assertThat(element(page, "CatchCallerAnswered")).hasClass(Pattern.compile(".*is-passed.*"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void theLadderGoesOnByItselfAndWhatIsOpenStaysOpen() {
        note(0, Upright.SWITCH, Upright.RINGBACK, Protocol.SIP_UDP, "INVITE", "INVITE tel:+46701740605 SIP/2.0");
        Page page = open(new Browser.NewContextOptions());
        assertThat(page.locator("#live")).containsText("Live");
        Locator first = page.locator("#ladder details").first();
        first.locator("summary").click();
        assertThat(first.locator("pre")).hasText("INVITE tel:… SIP/2.0");
        Object before = page.evaluate("scrollY");

        note(1, Upright.RINGBACK, Upright.SWITCH, Protocol.SIP_UDP, "486 Busy Here (INVITE)", "SIP/2.0 486 Busy Here");

        assertThat(page.locator("#ladder details")).hasCount(2);
        assertThat(first).hasAttribute("open", "");
        assertThat(first.locator("summary")).isFocused();
        assertThat((Object) page.evaluate("scrollY")).isEqualTo(before);
        assertThat(complaints).isEmpty();
    }

    private void note(int second, Upright from, Upright to, Protocol protocol, String label, String text) {
        note(second, from, to, protocol, label, text, null);
    }

    private void note(
            int second, Upright from, Upright to, Protocol protocol, String label, String text, Upright person) {
        int before = ladders.of(List.of(CASE)).rungs().size();
        ladder.note(
                new Rung(
                        Instant.parse("2026-01-02T03:04:05Z").plusSeconds(second),
                        protocol,
                        End.of(from),
                        End.of(to),
                        label,
                        text,
                        person),
                List.of(Strand.ofCase(CASE)));
        await().until(() -> ladders.of(List.of(CASE)).rungs().size() > before);
    }

    @Test
    void withoutScriptsTheWayIsAList() {
        Page page = open(new Browser.NewContextOptions().setJavaScriptEnabled(false));

        assertThat(page.locator("#diagram")).isHidden();
        assertThat(page.locator("#way li"))
                .hasText(new String[] {"Call failed 03:04:05", "Ask the caller 03:04:05", "Wait for the answer 03:04:05"
                });
        assertThat(page.locator(".why")).containsText("Anna has not answered the question");
    }

    @ParameterizedTest
    @CsvSource({"2560, LIGHT", "2560, DARK", "1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
    void itFitsTheScreen(int width, ColorScheme scheme) {
        ((DiagramAtHand) diagrams)
                .stands(
                        CaseOfAnna.PROCESS,
                        new Standing(
                                List.of("WaitForAnswer"),
                                List.of(new Problem(
                                        "WaitForAnswer", "The table waiting-times has no row for this case."))));
        aWholeLadder();
        Page page =
                open(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
        assertThat(element(page, "WaitForAnswer")).hasClass(Pattern.compile(".*is-problem.*"));
        page.locator("#ladder summary").nth(1).click();

        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve("case-" + width + "-" + scheme + ".png")));

        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("the page is as wide as the screen")
                .isTrue();
    }

    private void aWholeLadder() {
        ladder.note(
                new Rung(
                        Instant.parse("2026-01-02T03:04:04Z"),
                        Protocol.RTP,
                        End.of(Upright.ANNOUNCEMENT_SERVER),
                        End.of(Upright.PHONE),
                        "200 packets, 4 s",
                        "From 192.0.2.1:4000 to 192.0.2.2:4002, 200 packets of 20 ms each, until this moment"),
                List.of(Strand.ofCase(CASE)));
        for (Upright server :
                List.of(Upright.MAIL_SERVER, Upright.SMS_CENTRE, Upright.MESSAGE_SERVER, Upright.MMS_RELAY)) {
            ladder.note(
                    new Rung(
                            Instant.parse("2026-01-02T03:04:06Z").plusSeconds(server.ordinal()),
                            Protocol.SMTP,
                            End.of(Upright.RINGBACK),
                            End.of(server),
                            "notification",
                            "From: Ringback <ringback@example.com>\nTo: bob@example.com\n\nAnna called you.",
                            Upright.CALLEE),
                    List.of(Strand.ofCase(CASE)));
        }
        note(1, Upright.RINGBACK, Upright.MAIL_SERVER, Protocol.SMTP, "question", "Shall we tell Bob?", Upright.CALLER);
        note(2, Upright.CALLER, Upright.RINGBACK, Protocol.HTTP, "POST /q/[cut]", "answer=YES");
        note(90, Upright.CALLEE, Upright.RINGBACK, Protocol.HTTP, "GET /c/[cut]", "GET /c/[cut] HTTP/1.1");
    }

    private static Locator element(Page page, String id) {
        return page.locator("#diagram [data-element-id='" + id + "']");
    }
}
