package io.ringback.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.ringback.Chromium;
import io.ringback.conversation.BrowsersByLink;
import io.ringback.directory.BrowserAddress;
import io.ringback.directory.BrowserDevices.Added;
import io.ringback.media.webpush.BrowserOfRig;
import io.ringback.media.webpush.PushServiceOfRig;
import io.ringback.media.webpush.SenderOfRig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real browser lets itself be told, and shows what a push service of ours holds for it. That service is of the rig: only the way from a
 * service of the Internet to the browser is missing, and the browser's own debugger hands the message over.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the pages in a browser")
class BrowsersPageTest {

    private static final UUID DEVICE = UUID.fromString("00000000-0000-0000-0000-00000000000b");
    private static final String MESSAGE_ID = "7f3c1c5e-52f6-4a4e-8f0b-111111111111";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NOTIFICATIONS =
            "navigator.serviceWorker.getRegistrations().then(all => all[0].getNotifications())";

    private static PagesServer server;
    private static Chromium chromium;
    private static PushServiceOfRig service;

    private final BrowserOfRig keys = BrowserOfRig.make();
    private final List<BrowsersByLink.Told> told = new CopyOnWriteArrayList<>();
    private final List<BrowserAddress> added = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile Added answer = Added.ADDED;
    private String token;
    private BrowserContext context;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        server = new PagesServer();
        service = new PushServiceOfRig(SenderOfRig.publicKey());
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
        service.close();
    }

    @BeforeEach
    void offers() {
        server.conversation.forget();
        reset(server.browsers);
        token = server.conversation.notified(Locale.ENGLISH, ToldConversation.BOBS, true);
        when(server.browsers.offered()).thenReturn(true);
        when(server.browsers.view(any())).thenAnswer(asked -> Optional.of(view(Locale.ENGLISH)));
        when(server.browsers.add(any(), any(), eq("Browser"))).thenAnswer(asked -> {
            added.add(asked.getArgument(1));
            if (answer == Added.ADDED) {
                told.add(
                        new BrowsersByLink.Told(DEVICE, "Browser", Optional.of(Instant.parse("2027-01-02T11:00:00Z"))));
            }
            return Optional.of(answer);
        });
        doAnswer(asked -> told.removeIf(one -> one.id().equals(asked.getArgument(1))))
                .when(server.browsers)
                .takeBack(any(), any());
    }

    private BrowsersByLink.View view(Locale language) {
        return new BrowsersByLink.View(
                "Bob Berg",
                language,
                ZoneId.of("Europe/Stockholm"),
                List.copyOf(told),
                Optional.of(SenderOfRig.publicKey()));
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private Page person(ColorScheme colours, boolean scripts) {
        context = chromium.context(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setJavaScriptEnabled(scripts)
                .setColorScheme(colours));
        context.grantPermissions(List.of("notifications"));
        // Chromium would ask Google's service, which is not there.
        context.addInitScript("PushManager.prototype.subscribe = async function (options) {"
                + " window.key = btoa(String.fromCharCode(...options.applicationServerKey));"
                + " return { toJSON: () => (" + subscription() + ") }; };");
        Page page = context.newPage();
        Chromium.listen(page, complaints::add);
        return page;
    }

    private String subscription() {
        JsonObject given = new JsonObject();
        given.addProperty("p256dh", keys.p256dh());
        given.addProperty("auth", keys.auth());
        JsonObject all = new JsonObject();
        all.addProperty("endpoint", service.endpoint("bob"));
        all.add("keys", given);
        return all.toString();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void letBeTold(Page page) {
        page.navigate(server.address("/c/" + token).toString());
        page.getByText("Be told in a browser").click();
        button(page, "Tell me in this browser for 30 days").click();
        assertThat(page.getByText("Browser, until 2027-01-02 12:00")).isVisible();
    }

    @Test
    void aBrowserIsToldAndItsClickOpensThePageWhereBobAnswers() throws Exception {
        Page page = person(ColorScheme.LIGHT, true);
        CDPSession debugger = context.newCDPSession(page);
        List<JsonObject> registrations = new CopyOnWriteArrayList<>();
        debugger.on("ServiceWorker.workerRegistrationUpdated", event -> event.getAsJsonArray("registrations")
                .forEach(one -> registrations.add(one.getAsJsonObject())));
        debugger.send("ServiceWorker.enable");
        letBeTold(page);
        assertThat(added).containsExactly(BrowserAddress.of(service.endpoint("bob"), keys.p256dh(), keys.auth()));
        String link = server.address("/c/" + token).toString();

        SenderOfRig.send(
                service,
                MESSAGE_ID,
                Map.of(
                        "to",
                        added.get(0).address().uri(),
                        "subject",
                        "Anna Alm tried to reach you",
                        "text",
                        "Anna Alm called you at 15:57.",
                        "language",
                        "en",
                        "link",
                        link,
                        "choices",
                        link + " Answer\n" + link + "?choice=not_now No"));
        deliver(page, debugger, registrations);

        await().atMost(PATIENCE).until(() -> !titles(page).isEmpty());
        assertThat(titles(page)).isEqualTo(List.of("Anna Alm tried to reach you"));
        assertThat(page.evaluate(NOTIFICATIONS + ".then(all => all[0].actions.map(one => one.title))"))
                .isEqualTo(List.of("Answer", "No"));
        JsonArray opened = new InWorker(context).opensWhenPressed("", "1");
        assertThat(opened.asList().stream().map(one -> one.getAsString()))
                .containsExactly(link, link + "?choice=not_now");
        assertThat(server.conversation.told).as("nothing is answered by it").isEmpty();

        SenderOfRig.withdraw(
                service,
                MESSAGE_ID,
                Map.of("to", added.get(0).address().uri(), "text", "The message before is settled.", "language", "en"));
        deliver(page, debugger, registrations);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(titles(page)).isEqualTo(List.of("The message before is settled.")));
        page.navigate(link + "?choice=not_now");
        assertThat(page.getByText("You chose not now. Press the button to confirm it."))
                .isVisible();
        assertThat(complaints).isEmpty();
    }

    private static List<?> titles(Page page) {
        return (List<?>) page.evaluate(NOTIFICATIONS + ".then(all => all.map(one => one.title))");
    }

    /** The service worker, which the browser's debugger alone can look into. */
    private static final class InWorker {

        private final CDPSession browser;
        private final List<JsonObject> answers = new CopyOnWriteArrayList<>();
        private final String session;

        InWorker(BrowserContext context) {
            browser = context.browser().newBrowserCDPSession();
            browser.on("Target.receivedMessageFromTarget", event -> {
                JsonObject message = JsonParser.parseString(event.get("message").getAsString())
                        .getAsJsonObject();
                if (message.has("id")) {
                    answers.add(message);
                }
            });
            JsonObject target = new JsonObject();
            browser.send("Target.getTargets").getAsJsonArray("targetInfos").forEach(one -> {
                JsonObject info = one.getAsJsonObject();
                if (info.get("url").getAsString().contains("/front/notified.js")) {
                    target.add("targetId", info.get("targetId"));
                }
            });
            target.addProperty("flatten", false);
            session = browser.send("Target.attachToTarget", target)
                    .get("sessionId")
                    .getAsString();
        }

        /** Which pages it has the browser open when the notification, or one of its buttons, is pressed. */
        JsonArray opensWhenPressed(String... actions) {
            StringBuilder script = new StringBuilder("(async () => { const opened = [];"
                    + " clients.openWindow = async page => opened.push(page);"
                    + " const [notification] = await registration.getNotifications();");
            for (String action : actions) {
                script.append(
                                " self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: '")
                        .append(action)
                        .append("' }));");
            }
            JsonObject parameters = new JsonObject();
            parameters.addProperty("expression", script + " return opened; })()");
            parameters.addProperty("awaitPromise", true);
            parameters.addProperty("returnByValue", true);
            JsonObject message = new JsonObject();
            message.addProperty("id", 1);
            message.addProperty("method", "Runtime.evaluate");
            message.add("params", parameters);
            JsonObject sent = new JsonObject();
            sent.addProperty("sessionId", session);
            sent.addProperty("message", message.toString());
            browser.send("Target.sendMessageToTarget", sent);
            await().atMost(PATIENCE).until(() -> {
                browser.send("Target.getTargets");
                return !answers.isEmpty();
            });
            assertThat(answers.get(0).toString()).contains("\"value\"");
            return answers.get(0)
                    .getAsJsonObject("result")
                    .getAsJsonObject("result")
                    .getAsJsonArray("value");
        }
    }

    /** The newest that the service holds. */
    private void deliver(Page page, CDPSession debugger, List<JsonObject> registrations) {
        await().atMost(PATIENCE).until(() -> {
            page.evaluate("1");
            return !registrations.isEmpty();
        });
        assertThat(service.heldFor("bob")).hasSize(1);
        JsonObject message = new JsonObject();
        message.addProperty("origin", server.address("/").toString().replaceAll("/$", ""));
        message.addProperty(
                "registrationId", registrations.get(0).get("registrationId").getAsString());
        message.addProperty("data", keys.read(service.heldFor("bob").get(0).body()));
        debugger.send("ServiceWorker.deliverPushMessage", message);
    }

    @Test
    void bobTakesItBackWhereHeGaveIt() {
        Page page = person(ColorScheme.LIGHT, true);
        letBeTold(page);

        button(page, "Do not tell me there any more").click();

        assertThat(page.getByText("You are told in these browsers")).not().isVisible();
        assertThat(told).isEmpty();
        page.reload();
        assertThat(complaints).isEmpty();
    }

    @Test
    void whoMayNotIsToldWhy() {
        Page page = person(ColorScheme.LIGHT, true);
        page.navigate(server.address("/b/" + token).toString());
        answer = Added.TOO_MANY;
        button(page, "Tell me in this browser for 30 days").click();
        assertThat(page.getByRole(AriaRole.ALERT))
                .hasText("You are told in as many browsers as you may. Take one away first.");

        answer = Added.TAKEN;
        button(page, "Tell me in this browser for 30 days").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("somebody else is told already");
    }

    @Test
    void withoutScriptsThePageSaysSo() {
        Page page = person(ColorScheme.LIGHT, false);
        page.navigate(server.address("/b/" + token).toString());

        assertThat(page.getByText("Browsers are told by a script, and this one runs none."))
                .isVisible();
        assertThat(page.locator("#tell")).isHidden();
    }

    @Test
    void whoSaysNoToTheBrowserIsToldHowToChangeThat() {
        Page page = person(ColorScheme.LIGHT, true);
        page.addInitScript("Notification.requestPermission = async () => 'denied';");
        page.navigate(server.address("/b/" + token).toString());

        button(page, "Tell me in this browser for 30 days").click();

        assertThat(page.getByText("This browser does not let us show you anything."))
                .isVisible();
        assertThat(added).isEmpty();
    }

    @Test
    void hostileFormsChangeNothing() {
        Page page = person(ColorScheme.LIGHT, true);
        page.navigate(server.address("/b/" + token).toString());
        for (String endpoint : List.of("https://169.254.169.254/latest", "file:///etc/passwd", "x".repeat(5000))) {
            page.evaluate(
                    "endpoint => { const form = document.querySelector('#tell');"
                            + " form.elements.endpoint.value = endpoint;"
                            + " form.requestSubmit(form.querySelector('button')); }",
                    endpoint);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("could not be understood");
        }
        assertThat(added).isEmpty();
    }

    @Test
    void onlyThisPageRunsAScriptAndOnlyOurs() throws Exception {
        assertThat(policy("/b/" + token)).contains("script-src 'self'", "worker-src 'self'", "default-src 'none'");
        assertThat(policy("/c/" + token)).doesNotContain("script-src");
        when(server.browsers.view(any())).thenReturn(Optional.empty());
        assertThat(status("/b/" + token)).isEqualTo(404);
        assertThat(status("/b/unknown")).isEqualTo(404);
    }

    private static String policy(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.address(path)).build(), HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
    }

    private static int status(String path) throws Exception {
        URI address = server.address(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void nothingIsCutOffOrTooSmallToPress(ColorScheme colours) {
        Page page = person(colours, true);
        told.add(new BrowsersByLink.Told(DEVICE, "Browser", Optional.of(Instant.parse("2027-01-02T11:00:00Z"))));
        for (Locale language : List.of(Locale.ENGLISH, Locale.forLanguageTag("sv"))) {
            when(server.browsers.view(any())).thenAnswer(asked -> Optional.of(view(language)));
            page.navigate(server.address("/b/" + token).toString());
            assertThat((int) page.evaluate(
                            "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isZero();
            for (Locator target : page.locator("button:visible").all()) {
                assertThat(target.boundingBox().height).isGreaterThanOrEqualTo(44);
            }
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "pictures", "page-browsers-" + language + "-" + colours + ".png")));
        }
    }
}
