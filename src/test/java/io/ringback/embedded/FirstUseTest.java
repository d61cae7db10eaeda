package io.ringback.embedded;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.ringback.Chromium;
import io.ringback.RingbackApplication;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What {@code bin/run} starts, used as its first user does: with curl, a browser and the sample mailboxes. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("Cockpit looks for the engine by its name, and each application that ends takes the name along")
class FirstUseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CASE = Pattern.compile("\"caseId\":\"([0-9a-f-]{36})\"");

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext ringback;
    private static Chromium chromium;
    private static Properties secrets;
    private static String home;
    private static String printed;

    @BeforeAll
    static void start(CapturedOutput output) throws IOException {
        int port = Ports.free();
        home = "http://localhost:" + port;
        ringback = new SpringApplicationBuilder(RingbackApplication.class)
                .profiles("embedded")
                .run(
                        "--server.port=" + port,
                        "--ringback.embedded.data=" + data,
                        "--ringback.embedded.postgres.port=" + Ports.free(),
                        "--ringback.embedded.mail.smtp-port=" + Ports.free(),
                        "--ringback.embedded.mail.imap-port=" + Ports.free(),
                        "--ringback.mail.imap.poll=500");
        secrets = new Properties();
        try (Reader file = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(file);
        }
        printed = output.getOut();
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (ringback != null) {
            ringback.close();
        }
    }

    @Test
    void annaAsksBobPressesAndAnnaIsInformed() throws Exception {
        String caseId = annaCallsBob();
        try (BrowserContext browser = chromium.context()) {
            Page question = followLinkInMail(browser, "anna", "Bob Berg could not be reached", "Yes");
            question.getByRole(AriaRole.BUTTON).first().click();
            assertThat(question.getByRole(AriaRole.HEADING).first()).isVisible();

            Page contact = followLinkInMail(browser, "bob", "Anna Andersson", "");
            contact.getByLabel("Mobile").check();
            contact.getByText("Tell Anna Andersson").click();
            assertThat(contact.getByRole(AriaRole.HEADING).first()).isVisible();

            Page information = openMail(browser, "anna", "can be reached");
            assertThat(information.frameLocator("iframe").getByText("Mobile").first())
                    .isVisible();
        }
        await().atMost(PATIENCE).until(() -> journeyOf(caseId).contains("\"outcome\":\"INFORMED\""));
        assertThat(journeyOf(caseId))
                .contains("QUESTION", "CALLER_ANSWERED", "NOTIFICATION", "CONTACT_MEANS_USED", "INFORMATION")
                .doesNotContain("0740605", "0740606", "@");
    }

    @Test
    void aReplyByMailAnswersTheQuestion() throws Exception {
        await().atMost(PATIENCE).until(FirstUseTest::noCaseIsOpen);
        String caseId = annaCallsBob();
        try (BrowserContext browser = chromium.context()) {
            Page mail = openMail(browser, "anna", "Bob Berg could not be reached");
            mail.getByLabel("Reply").fill("No, thank you");
            mail.getByText("Send the reply").click();
        }
        await().atMost(PATIENCE).until(() -> journeyOf(caseId).contains("\"outcome\":\"DECLINED\""));
    }

    /** Each time is another event: its id and its time go together, or the second time would contradict the first. */
    @Test
    void theCommandsToTryCanBeEnteredAgainAndAgain() throws Exception {
        String said = printed.substring(printed.lastIndexOf("now="));
        String written = Files.readString(Path.of("README.md"));
        written = written.substring(written.indexOf("now="));
        written = written.substring(0, written.indexOf("```")).replace("http://localhost:8080", home);

        for (String command : List.of(said, written)) {
            List<String> first = argumentsOf(command);
            assertThat(curl(first).statusCode()).isBetween(200, 202);
            List<String> second =
                    await().atMost(PATIENCE).until(() -> argumentsOf(command), again -> !again.equals(first));
            HttpResponse<String> answer = curl(second);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
        post("/api/answered-calls", "\"id\":\"" + UUID.randomUUID() + "\"," + ANNA_TO_BOB + "}");
        await().atMost(PATIENCE).until(FirstUseTest::noCaseIsOpen);
    }

    @Test
    void theHomePageLeadsEverywhere() {
        try (BrowserContext browser = chromium.context()) {
            Page page = browser.newPage();
            page.navigate(home + "/");
            for (String target : new String[] {"/mailbox", "/camunda", "/swagger-ui/index.html", "/operations"}) {
                assertThat(page.locator("a[href^='" + target + "']").first()).isVisible();
            }
            page.getByText("Cockpit", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page).hasTitle(Pattern.compile("Log in"));
            page.navigate(home + "/swagger-ui/index.html");
            assertThat(page.getByText("/api/failed-calls").first()).isVisible();
        }
    }

    @Test
    void anOperatorSeesWaitingCasesInCockpitUnderTheirBusinessKey() throws Exception {
        await().atMost(PATIENCE).until(FirstUseTest::noCaseIsOpen);
        String caseId = annaCallsBob();
        try (BrowserContext browser = chromium.context()) {
            Page page = browser.newPage();
            page.navigate(home + "/camunda/app/cockpit/default/");
            page.getByLabel("Name").fill("admin");
            page.getByLabel("Password").fill(secrets.getProperty("ringback.operators.admin.password"));
            page.getByText("Log in", new Page.GetByTextOptions().setExact(true)).click();
            page.navigate(home + "/camunda/app/cockpit/default/#/processes");
            page.getByText("Unreachable callee").first().click();
            assertThat(page.getByText(caseId).first()).isVisible();
            post("/api/answered-calls", "\"id\":\"" + UUID.randomUUID() + "\"," + ANNA_TO_BOB + "}");
        }
    }

    private static final String ANNA_TO_BOB = """
            "caller":"tel:+46701740605","callee":"070-174 06 06","medium":"VOICE","occurredAt":"%s"
            """;

    private static String annaCallsBob() throws Exception {
        HttpResponse<String> answer = post(
                "/api/failed-calls", "\"id\":\"" + UUID.randomUUID() + "\",\"cause\":\"BUSY\"," + ANNA_TO_BOB + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Matcher caseId = CASE.matcher(answer.body());
        assertThat(caseId.find()).isTrue();
        return caseId.group(1);
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{" + json.formatted(Instant.now()))));
    }

    /** What a shell gives curl, by a function in its place. */
    private static List<String> argumentsOf(String command) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", "curl() { printf '%s\\0' \"$@\"; }\n" + command);
        shell.environment().put("KEY", secrets.getProperty("ringback.api.keys.sample.value"));
        String given = new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(given.split("\0"));
    }

    /** Sends what curl would send. */
    private static HttpResponse<String> curl(List<String> arguments) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (argument.startsWith("http")) {
                request.uri(URI.create(argument));
            } else if (argument.equals("-H")) {
                String[] header = arguments.get(at + 1).split(": ", 2);
                request.header(header[0], header[1]);
            } else if (argument.equals("-d")) {
                request.POST(HttpRequest.BodyPublishers.ofString(arguments.get(at + 1)));
            }
        }
        return send(request);
    }

    private static String journeyOf(String caseId) throws Exception {
        return send(request("/api/cases/" + caseId).GET()).body();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(home + path))
                .header("Authorization", "Bearer " + secrets.getProperty("ringback.api.keys.sample.value"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean noCaseIsOpen() {
        return ringback.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                        .sql("select count(*) from open_pair")
                        .query(Long.class)
                        .single()
                == 0;
    }

    /** Opens the newest mail in {@code owner}'s mailbox whose subject has {@code subject}, as soon as it is there. */
    private static Page openMail(BrowserContext browser, String owner, String subject) {
        Page page = browser.newPage();
        Locator mail = page.locator("#" + owner + " a")
                .filter(new Locator.FilterOptions().setHasText(subject))
                .first();
        await().atMost(PATIENCE).until(() -> {
            page.navigate(home + "/mailbox");
            return mail.isVisible();
        });
        mail.click();
        return page;
    }

    private static Page followLinkInMail(BrowserContext browser, String owner, String subject, String link) {
        Page mail = openMail(browser, owner, subject);
        Locator button = mail.frameLocator("iframe")
                .locator("a")
                .filter(new Locator.FilterOptions().setHasText(link))
                .first();
        return mail.waitForPopup(button::click);
    }
}
