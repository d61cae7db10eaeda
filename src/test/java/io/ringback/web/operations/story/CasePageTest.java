package io.ringback.web.operations.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.JourneyRows;
import io.ringback.web.operations.story.CaseDiagrams.Problem;
import io.ringback.web.operations.story.CaseDiagrams.Standing;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A case as an operator sees it without a script, and what scripts are told. */
class CasePageTest extends SecuredServer {

    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-0000000000c1");
    private static final String PAGE = "/operations/cases/" + CASE;
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

    @Autowired
    private CaseDiagrams diagrams;

    @Autowired
    private WatchedCases watched;

    @LocalServerPort
    private int ownPort;

    @BeforeEach
    void annaIsAskedAndHasNotAnswered() {
        watched.endAll();
        CaseOfAnna.insert(jdbc, CASE, BEGIN);
        ((DiagramAtHand) diagrams).stands(CaseOfAnna.PROCESS, new Standing(List.of("WaitForAnswer"), List.of()));
    }

    @AfterEach
    void empty() {
        watched.endAll();
        jdbc.sql("truncate failed_call_case, person cascade").update();
    }

    @Test
    void theFirstSentenceSaysWhyAndTheRestHow() throws IOException {
        String page = see(PAGE);

        assertThat(page)
                .contains(
                        "Bob &lt;b&gt; has got nothing yet, because Anna has not answered the question, which went out by mail.")
                .contains("Anna called Bob &lt;b&gt;, who was busy.", "25 minutes later")
                .containsSubsequence("<ol>", "Call failed", "Ask the caller", "Wait for the answer", "</ol>")
                .contains("/camunda/app/cockpit/default/#/process-instance/" + CaseOfAnna.PROCESS)
                .doesNotContain("<b>", "is not known, so version")
                .doesNotContain("CALL_FAILED", "QUESTION SENT", ">BUSY<");
    }

    @Test
    void aProblemIsNamedWithItsPlace() throws IOException {
        ((DiagramAtHand) diagrams)
                .stands(
                        CaseOfAnna.PROCESS,
                        new Standing(List.of("AskCaller"), List.of(new Problem("AskCaller", "the <table> is gone"))));

        assertThat(see(PAGE)).contains("It does not go on by itself at", "Ask the caller", "the &lt;table&gt; is gone");
    }

    @Test
    void anEarlierCaseIsShownOnTheDiagramInForceAndSaysSo() throws IOException {
        jdbc.sql("update failed_call_case set diagram_version = null, state = 'ENDED', outcome = 'EXPIRED',"
                        + " reason = 'caller did not answer', ended_at = now()")
                .update();

        assertThat(see(PAGE))
                .contains("is not known, so version")
                .doesNotContain("/camunda/app/cockpit/default/#/process");
    }

    @Test
    void aBrowserDrawsFromTheWayAndTheVersionThatTheCaseRanOn() throws IOException {
        String drawn = see(PAGE + "/drawn");

        assertThat(drawn)
                .contains("\"diagram\":\"/operations/drawn/1\"")
                .contains(
                        "\"way\":[\"StartCallFailed\",\"AskCaller\",\"WaitForAnswer\"]",
                        "\"here\":[\"WaitForAnswer\"]");
        Answer diagram = get("/operations/drawn/1", "Cookie", logIn("anders"));
        assertThat(diagram.header("content-type")).contains("xml");
        assertThat(diagram.body()).contains("<bpmn:definitions");
        assertThat(get("/operations/drawn/2", "Cookie", logIn("anders")).status())
                .isEqualTo(404);
    }

    @Test
    void strangersAreToldNothing() throws IOException {
        for (String path : List.of(PAGE, PAGE + "/drawn", PAGE + "/live", "/operations/drawn/1")) {
            assertThat(get(path).status()).as(path).isEqualTo(302);
            assertThat(get(path, "Cookie", logIn("nils")).status()).as(path).isEqualTo(403);
        }
        assertThat(get("/operations/cases/" + UUID.randomUUID(), "Cookie", logIn("olga"))
                        .status())
                .isEqualTo(404);
        assertThat(get("/operations/cases/nonsense/live", "Cookie", logIn("olga"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBrowserIsToldWithinSecondsThatTheCaseHasChanged() throws Exception {
        StringBuffer heard = new StringBuffer();
        listen(logIn("olga"), watched.stampOf(CASE).orElseThrow(), heard);
        await().until(() -> watched.watching() == 1);
        assertThat(heard).doesNotContain("event:changed");

        JourneyRows.add(jdbc, CASE, Instant.now(), "CALLER_ANSWERED", null, "YES", null);

        await().atMost(Duration.ofSeconds(5)).until(() -> heard.toString().contains("event:changed"));
        ((DiagramAtHand) diagrams)
                .stands(CaseOfAnna.PROCESS, new Standing(List.of(), List.of(new Problem("AskCaller", "broken"))));
        await().atMost(Duration.ofSeconds(5)).until(() -> heard.toString().split("event:changed").length == 3);
    }

    @Test
    void whatHappenedSinceThePageWasWrittenIsToldAtOnce() throws Exception {
        StringBuffer heard = new StringBuffer();
        listen(logIn("olga"), "an earlier stamp", heard);

        await().atMost(Duration.ofSeconds(5)).until(() -> heard.toString().contains("event:changed"));
    }

    @Test
    void whoLogsOutHearsNoMore() throws Exception {
        String session = logIn("olga");
        StringBuffer heard = new StringBuffer();
        CompletableFuture<Void> stream = listen(session, watched.stampOf(CASE).orElseThrow(), heard);
        await().until(() -> watched.watching() == 1);

        Form form = open(PAGE, session);
        post("/logout", form.field(), "Cookie", form.cookies());

        await().atMost(Duration.ofSeconds(5)).until(stream::isDone);
        assertThat(heard.toString()).contains("event:over");
        assertThat(watched.watching()).isZero();
    }

    @Test
    void ofMoreThanSixPagesOfASessionTheOldestHearsNoMore() throws Exception {
        String session = logIn("olga");
        String stamp = watched.stampOf(CASE).orElseThrow();
        StringBuffer heard = new StringBuffer();
        CompletableFuture<Void> oldest = listen(session, stamp, heard);
        for (int i = 2; i <= 7; i++) {
            int streams = i;
            await().until(() -> watched.watching() == Math.min(streams - 1, 6));
            listen(session, stamp, new StringBuffer());
        }

        await().until(oldest::isDone);
        assertThat(heard.toString()).contains("event:over");
        assertThat(watched.watching()).isEqualTo(6);
    }

    private CompletableFuture<Void> listen(String session, String seen, StringBuffer heard) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ownPort + PAGE + "/live?seen=" + seen.replace(' ', '+')))
                .header("Cookie", session)
                .header("X-Forwarded-For", nextAddress())
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenAcceptAsync(response -> {
                    try (InputStream in = response.body()) {
                        byte[] bytes = new byte[1024];
                        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                            heard.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
                        }
                    } catch (IOException ended) {
                        heard.append("cut off");
                    }
                });
    }

    private String see(String path) throws IOException {
        Answer answer = get(path, "Cookie", logIn("olga"));
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body();
    }
}
