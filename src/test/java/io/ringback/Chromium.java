package io.ringback;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Debian's Chromium, for tests that use the pages as a person does. */
public final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    /** In ms: for a machine that is busy with other tests. */
    private static final double PATIENCE = 60_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; fails the test if it is not installed. */
    public static Chromium start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        assertThat(Files.isExecutable(PROGRAM))
                .as("This test uses a real browser: install the Debian package chromium, which brings " + PROGRAM)
                .isTrue();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(PROGRAM)
                                .setHeadless(true)
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync"))));
    }

    /** Another person's browser: no cookies, no history. */
    public BrowserContext context(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        return context;
    }

    public BrowserContext context() {
        return context(new Browser.NewContextOptions());
    }

    /**
     * Hands on what the browser complains about on a page: errors in its console, among them what the Content-Security-Policy keeps out, and
     * errors of its scripts. That Cockpit brings no favicon is none.
     */
    public static void listen(Page page, Consumer<String> complaints) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.location().contains("favicon")) {
                complaints.accept(message.text());
            }
        });
        page.onPageError(complaints);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
