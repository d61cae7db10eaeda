package io.ringback.pictures;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import io.ringback.Chromium;
import io.ringback.RingbackApplication;
import io.ringback.peers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.HttpRequestHandler;

/**
 * Ringback as {@code bin/run} starts it, with a trunk and an SMSC that are away, and with a browser for each of its people: an operator, two
 * analysts, an administrator, an operator who has given only the password, and a stranger.
 */
final class FilledRingback implements AutoCloseable {

    static final String OPERATOR = "olle";
    static final String ANALYST = "carla";
    static final String OTHER_ANALYST = "carl";
    static final String ADMINISTRATOR = "dora";
    static final String HALF_LOGGED_IN = "stina";
    static final String STRANGER = "stranger";

    /** Shows the page of an error that nobody expects. */
    static final String FAILS = "/operations/fails";

    /** The checks of a diagram take seconds where they have a processor, and a minute where they have a tenth of one. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String PASSWORD = "kiosk-lantern-orbit-";
    private static final Map<String, String> GROUPS = Map.of(
            OPERATOR, "operators",
            ANALYST, "analysts",
            OTHER_ANALYST, "analysts",
            ADMINISTRATOR, "camunda-admin",
            HALF_LOGGED_IN, "operators");

    final String home;
    final Path data;

    private final ConfigurableApplicationContext ringback;
    private final Chromium chromium;
    private final Map<String, BrowserContext> browsers = new HashMap<>();

    FilledRingback(Path data) {
        int port = Ports.free();
        this.data = data;
        home = "http://localhost:" + port;
        ringback = new SpringApplicationBuilder(RingbackApplication.class)
                .profiles("embedded")
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(FAILS, HttpRequestHandler.class, FilledRingback::failing))
                .run(Stream.concat(accounts(), settings(port, data)).toArray(String[]::new));
        chromium = Chromium.start();
    }

    private static HttpRequestHandler failing() {
        return (request, response) -> {
            throw new IllegalStateException("This page fails so that its picture can be taken.");
        };
    }

    private static Stream<String> accounts() {
        return GROUPS.entrySet().stream()
                .flatMap(account -> Stream.of(
                        "--ringback.operators." + account.getKey() + ".password=" + PASSWORD + account.getKey(),
                        "--ringback.operators." + account.getKey() + ".group=" + account.getValue()));
    }

    private static Stream<String> settings(int port, Path data) {
        int away = Ports.free();
        return Stream.of(
                "--server.port=" + port,
                "--ringback.embedded.data=" + data,
                "--ringback.embedded.postgres.port=" + Ports.free(),
                "--ringback.embedded.mail.smtp-port=" + Ports.free(),
                "--ringback.embedded.mail.imap-port=" + Ports.free(),
                "--ringback.bench.four-eyes=true",
                "--ringback.sip.proxy=sip:127.0.0.1:" + away,
                "--ringback.sip.watch=sip:127.0.0.1:" + away,
                "--ringback.sip.domain=ringback.example",
                "--ringback.sip.listen=udp:127.0.0.1:" + Ports.free(),
                "--ringback.connections.number=+46812345678",
                "--ringback.sms.smpp.binds=127.0.0.1:" + Ports.free(),
                "--ringback.sms.senders=+46700000001");
    }

    <T> T bean(Class<T> type) {
        return ringback.getBean(type);
    }

    /** A new tab in somebody's browser, who has logged in. */
    Page tab(String account) {
        return browsers.computeIfAbsent(account, this::open).newPage();
    }

    private BrowserContext open(String account) {
        // What changes its colours slowly has none in between.
        BrowserContext browser =
                chromium.context(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        browser.setDefaultTimeout(PATIENCE.toMillis());
        if (GROUPS.containsKey(account)) {
            Page page = browser.newPage();
            page.navigate(home + "/login");
            page.locator("input[name=username]").fill(account);
            page.locator("input[name=password]").fill(PASSWORD + account);
            page.locator("main button[type=submit]").first().click();
            page.waitForURL(
                    address -> !address.endsWith("/login"),
                    new Page.WaitForURLOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
        }
        return browser;
    }

    @Override
    public void close() {
        chromium.close();
        ringback.close();
    }
}
