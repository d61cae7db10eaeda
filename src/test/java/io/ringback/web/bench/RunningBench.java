package io.ringback.web.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.ringback.Chromium;
import io.ringback.RingbackApplication;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.peers.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Ringback as {@code bin/run} starts it, with two analysts, an administrator and an operator, who use real browsers. */
final class RunningBench implements AutoCloseable {

    private static final String PASSWORD = "kiosk-lantern-orbit-";
    private static final Map<String, String> GROUPS =
            Map.of("carla", "analysts", "carl", "analysts", "dora", "camunda-admin", "olle", "operators");

    private final ConfigurableApplicationContext ringback;
    private final Chromium chromium;
    final String home;
    /** What the browsers complained about. */
    final List<String> complaints = new ArrayList<>();

    RunningBench(Path data, String... settings) {
        int port = Ports.free();
        home = "http://localhost:" + port;
        ringback = new SpringApplicationBuilder(RingbackApplication.class)
                .profiles("embedded")
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=" + port,
                                        "--ringback.embedded.data=" + data,
                                        "--ringback.embedded.postgres.port=" + Ports.free(),
                                        "--ringback.embedded.mail.smtp-port=" + Ports.free(),
                                        "--ringback.embedded.mail.imap-port=" + Ports.free()),
                                Stream.concat(accounts(), Stream.of(settings)))
                        .toArray(String[]::new));
        chromium = Chromium.start();
    }

    private static Stream<String> accounts() {
        return GROUPS.entrySet().stream()
                .flatMap(account -> Stream.of(
                        "--ringback.operators." + account.getKey() + ".password=" + PASSWORD + account.getKey(),
                        "--ringback.operators." + account.getKey() + ".group=" + account.getValue()));
    }

    /** A page of somebody who has logged in. Closing its context logs nobody out. */
    Page loggedIn(String account) {
        return loggedIn(account, new Browser.NewContextOptions());
    }

    Page loggedIn(String account, Browser.NewContextOptions options) {
        BrowserContext browser = chromium.context(options);
        Page page = browser.newPage();
        page.onPageError(complaints::add);
        page.navigate(home + "/login");
        page.locator("input[name=username]").fill(account);
        page.locator("input[name=password]").fill(PASSWORD + account);
        page.locator("main button[type=submit]").first().click();
        page.navigate(home + "/bench");
        return page;
    }

    /** Opens a file in the editor, and waits until it has been checked. */
    Page edit(Page page, String file) {
        page.navigate(home + "/bench/edit/" + file);
        assertThat(page.locator("#said")).containsText("Checked");
        return page;
    }

    String file(Page page, String file) {
        return page.request().get(home + "/bench/files/" + file).text();
    }

    /** Posts a file as the editor does. */
    APIResponse post(Page page, String path, String file, String content) {
        return page.request()
                .post(
                        home + path + "?file=" + file,
                        RequestOptions.create()
                                .setHeader("X-XSRF-TOKEN", token(page))
                                .setHeader("Content-Type", "application/xml")
                                .setData(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** A call between two of the sample people, which is busy. */
    void failsACall() {
        failsACall("tel:+46701740605", "tel:+46701740606");
    }

    /** A call between two people, which is busy; the id of its case. */
    UUID failsACall(String caller, String callee) {
        CallEvents.Accepted accepted = ringback.getBean(CallEvents.class)
                .failed(new FailedCall(
                        UUID.randomUUID().toString(),
                        new Address(caller),
                        new Address(callee),
                        Medium.VOICE,
                        Cause.BUSY,
                        Instant.now(),
                        "test"));
        return ((CallEvents.Accepted.New) accepted).caseId();
    }

    <T> T bean(Class<T> type) {
        return ringback.getBean(type);
    }

    /** The field of a text, which is labelled by its key. */
    static Locator field(Page page, String key) {
        return page.getByLabel(key, new Page.GetByLabelOptions().setExact(true));
    }

    static String token(Page page) {
        return page.locator("input[name=_csrf]").first().inputValue();
    }

    /** Says why, and proposes what is drawn. */
    static void propose(Page page, String why) {
        page.getByLabel("Why").first().fill(why);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Propose").setExact(true))
                .click();
        assertThat(page.locator("h1")).containsText("Proposal");
    }

    @Override
    public void close() {
        chromium.close();
        ringback.close();
    }
}
