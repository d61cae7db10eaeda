package io.ringback.web.operations.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.when;

import io.ringback.AtOnce;
import io.ringback.CaseRows;
import io.ringback.directory.Medium;
import io.ringback.web.operations.EngineDesk;
import io.ringback.web.operations.EngineDesk.Incident;
import io.ringback.web.operations.acts.CaseActs.Foreseen;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/** The pages of acts: what is said before, who may confirm, what is said afterwards, and what the operators' journal has of it. */
class BatchPagesTest extends SecuredServer {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Autowired
    private CaseActs acts;

    @Autowired
    private EngineDesk engine;

    @Autowired
    private BatchRunner runner;

    private UUID caseId;

    @BeforeEach
    void aCase() {
        jdbc.sql("delete from operator_act").update();
        caseId = new CaseRows(jdbc).openCase("ASKING_CALLER");
        when(acts.foresee(any(), any())).thenAnswer(asked -> {
            List<UUID> cases = asked.getArgument(1);
            return cases.stream()
                    .map(id -> new Foreseen(id, Optional.empty(), Optional.empty(), Set.of()))
                    .toList();
        });
        when(acts.act(any(), any(), any())).thenReturn(Optional.empty());
    }

    @AfterEach
    void empty() {
        Mockito.reset(acts, engine);
        jdbc.sql("truncate batch, case_note, failed_call_case, operator_act cascade")
                .update();
    }

    @Test
    void anActOnOneCaseIsSaidConfirmedAndDoneAtOnce() throws IOException {
        String session = logIn("olga");
        assertThat(get("/operations/cases/" + caseId, "Cookie", session).body())
                .contains("Send again", "Note for colleagues")
                .doesNotContain("Migrate");

        String batch = press(session, "act=END&words=asked+to+by+anna%40example.test&name=");
        assertThat(get(batch, "Cookie", session).body())
                .contains("End: asked to by ...", "It will be done to 1 case.", "Confirm: end");
        Mockito.verify(acts, Mockito.never()).act(any(), any(), any());
        assertThat(journal()).isEmpty();

        confirm(session, batch);

        assertThat(get(batch, "Cookie", session).body()).contains("1 of 1", "over", caseId.toString());
        assertThat(journal()).containsExactly("olga: End 302 {" + caseId + "}");
        assertThat(get("/operations/batches", "Cookie", session).body()).contains("End: asked to by ...");
    }

    @Test
    void whatCannotBeDoneAndWhoHearsTwiceIsSaidBefore() throws IOException {
        doReturn(List.of(
                        new Foreseen(caseId, Optional.empty(), Optional.of(receiver("Anna <b>")), Set.of()),
                        new Foreseen(caseId, Optional.of("The case has ended"), Optional.empty(), Set.of()),
                        new Foreseen(
                                caseId, Optional.of("The case has ended"), Optional.of(receiver("Bob")), Set.of())))
                .when(acts)
                .foresee(any(), any());
        String session = logIn("olga");

        String page = get(press(session, "act=OTHER_MEDIUM"), "Cookie", session).body();

        assertThat(page)
                .contains("It will be done to 1 case.", "1 person may get a message a second time", "Anna &lt;b&gt;")
                .contains("The case has ended</td><td class=\"number\">2</td>")
                .doesNotContain("Bob");
    }

    @Test
    void twoOfOneNameAreTwo() throws IOException {
        doReturn(List.of(
                        new Foreseen(caseId, Optional.empty(), Optional.of(receiver("Anna")), Set.of()),
                        new Foreseen(caseId, Optional.empty(), Optional.of(receiver("Anna")), Set.of())))
                .when(acts)
                .foresee(any(), any());
        String session = logIn("olga");

        assertThat(get(press(session, "act=SEND_AGAIN"), "Cookie", session).body())
                .contains("2 people may get a message a second time", "Anna, Anna");
    }

    @Test
    void aMediumIsNamedAmongThoseThatAreAllowed() throws IOException {
        CaseActs.Receiver anna = receiver("Anna");
        doReturn(List.of(
                        new Foreseen(caseId, Optional.empty(), Optional.of(anna), Set.of(Medium.SMS, Medium.VOICE)),
                        new Foreseen(caseId, Optional.empty(), Optional.of(anna), Set.of(Medium.SMS)),
                        new Foreseen(caseId, Optional.of("The case has ended"), Optional.empty(), Set.of())))
                .when(acts)
                .foresee(any(), any());
        String session = logIn("olga");
        String batch = press(session, "act=OTHER_MEDIUM");
        jdbc.sql("insert into batch_case (batch_id, position, case_id) select id, nr, gen_random_uuid()"
                        + " from batch, generate_series(2, 3) nr")
                .update();

        assertThat(get(batch, "Cookie", session).body())
                .containsPattern("SMS</td>\\s*<td[^>]*>2</td>\\s*<td[^>]*>1</td>\\s*<td[^>]*>1</td>")
                .containsPattern("call</td>\\s*<td[^>]*>1</td>\\s*<td[^>]*>2</td>")
                .doesNotContain("Confirm: by mail");
        Form form = open(batch, session);
        assertThat(post(batch + "/confirm", form.field() + "&medium=PIGEON", "Cookie", form.cookies())
                        .status())
                .isEqualTo(400);
        post(batch + "/confirm", form.field() + "&medium=SMS", "Cookie", form.cookies());
        post(batch + "/confirm", form.field() + "&medium=VOICE", "Cookie", form.cookies());

        assertThat(jdbc.sql("select act || ' ' || detail || ' ' || state from batch")
                        .query(String.class)
                        .single())
                .isEqualTo("OTHER_MEDIUM SMS RUNNING");
        assertThat(journal().subList(0, 3))
                .allSatisfy(line -> assertThat(line).startsWith("olga: "))
                .satisfiesExactly(
                        refused -> assertThat(refused).contains(" 400 "),
                        first -> assertThat(first).contains("Choose another medium: SMS, 3 cases 302"),
                        again -> assertThat(again)
                                .contains("Confirmed again, to no effect")
                                .endsWith("{}"));
        runner.goOn(UUID.fromString(batch.substring(batch.lastIndexOf('/') + 1)), () -> false);
        Mockito.verify(acts, Mockito.times(3))
                .act(Mockito.argThat(wish -> wish.medium().equals(Optional.of(Medium.SMS))), any(), any());
    }

    @Test
    void whatTwoConfirmAtOnceIsDoneOnce() throws Exception {
        String ada = logIn("ada");
        String olga = logIn("olga");
        String batch = press(olga, "act=SEND_AGAIN");
        List<Form> forms = List.of(open(batch, ada), open(batch, olga), open(batch, olga));

        List<Integer> answers = AtOnce.all(forms.stream()
                .<Callable<Integer>>map(form -> () -> post(batch + "/confirm", form.field(), "Cookie", form.cookies())
                        .status())
                .toList());

        assertThat(answers).containsOnly(302);
        Mockito.verify(acts, Mockito.times(1)).act(any(), any(), any());
        assertThat(get(batch, "Cookie", olga).body()).contains("1 of 1", "over");
    }

    @Test
    void aPageSaysThatItCounts() throws IOException {
        CountDownLatch counts = new CountDownLatch(1);
        doAnswer(asked -> {
                    counts.await();
                    return List.of(new Foreseen(caseId, Optional.empty(), Optional.empty(), Set.of()));
                })
                .when(acts)
                .foresee(any(), any());
        String session = logIn("olga");
        String batch = press(session, "act=SEND_AGAIN");

        Answer counting = get(batch, "Cookie", session);
        assertThat(counting.body())
                .contains("Counting what would happen: 0 of 1 cases.")
                .doesNotContain("Confirm");
        assertThat(counting.header("refresh")).isEqualTo("1");
        counts.countDown();

        await().untilAsserted(
                        () -> assertThat(get(batch, "Cookie", session).body()).contains("It will be done to 1 case."));
    }

    @ParameterizedTest
    @EnumSource(CaseAct.class)
    void whoMayDoIt(CaseAct act) throws IOException {
        String body = "act=" + act + "&words=why";
        assertThat(prepared("anders", body).status()).isEqualTo(403);
        assertThat(prepared("olga", body).status()).isEqualTo(act == CaseAct.MIGRATE ? 403 : 302);
        Answer byAda = prepared("ada", body);
        assertThat(byAda.status()).isEqualTo(302);

        String batch = URI.create(byAda.header("location")).getPath();
        assertThat(confirmed("anders", batch).status()).isEqualTo(403);
        assertThat(confirmed("olga", batch).status()).isEqualTo(act == CaseAct.MIGRATE ? 403 : 302);
        assertThat(post(batch + "/confirm", "").status()).isIn(302, 403);
    }

    @Test
    void whoOnlyReadsIsOfferedNothing() throws IOException {
        String session = logIn("anders");
        assertThat(get("/operations/cases/" + caseId, "Cookie", session).body()).doesNotContain("Send again");
        assertThat(get("/operations/incidents", "Cookie", session).body()).doesNotContain("Send all again");
    }

    @Test
    void anEndNeedsAReasonAndNonsenseIsRefused() throws IOException {
        String session = logIn("olga");
        assertThat(prepared("olga", "act=END&words=+").header("location")).endsWith("/operations/cases/" + caseId);
        assertThat(prepared("olga", "act=EXPLODE").status()).isEqualTo(400);
        assertThat(prepared("olga", "").status()).isEqualTo(400);
        assertThat(get("/operations/batches/nonsense", "Cookie", session).status())
                .isEqualTo(404);
        assertThat(get("/operations/batches/" + UUID.randomUUID(), "Cookie", session)
                        .status())
                .isEqualTo(404);
        assertThat(jdbc.sql("select count(*) from batch").query(Long.class).single())
                .isZero();
    }

    @Test
    void allThatOneServerHeldUpSinceNoonIsSentAgainWithThreeClicks() throws IOException {
        List<UUID> cases =
                IntStream.range(0, 6).mapToObj(nr -> UUID.randomUUID()).toList();
        when(engine.oldestIncidents(anyInt()))
                .thenReturn(Stream.concat(
                                IntStream.range(0, 5)
                                        .mapToObj(nr -> new Incident(
                                                cases.get(nr),
                                                NOON.plusSeconds(nr - 1),
                                                "SendQuestionAgain",
                                                "EMAIL: mail.example answered 421 for 12345" + nr
                                                        + " Mend the cause (mail server), then")),
                                Stream.of(new Incident(
                                        cases.get(5), NOON, "SendQuestionAgain", "EMAIL: 550 5.1.1 no such user")))
                        .toList());
        String session = logIn("olga");

        // The first: Incidents.
        Form page = open("/operations/incidents?since=2026-01-02+12:00", session);
        String seen = get("/operations/incidents?since=2026-01-02+12:00", "Cookie", session)
                .body();
        assertThat(seen).contains("number\">4</td>", "number\">1</td>").doesNotContain("Mend the cause (");
        java.util.regex.Matcher cause = java.util.regex.Pattern.compile(
                        "mail.example answered.*?name=\"cause\" value=\"([^\"]+)\"", java.util.regex.Pattern.DOTALL)
                .matcher(seen);
        assertThat(cause.find()).isTrue();
        // The second: Send all again.
        Answer sent = post(
                "/operations/incidents/send-again",
                page.field() + "&since=2026-01-02+12:00&cause=" + cause.group(1),
                "Cookie",
                page.cookies());
        String batch = URI.create(sent.header("location")).getPath();
        // The third: Confirm.
        confirm(session, batch);

        assertThat(get(batch, "Cookie", session).body()).contains("0 of 4", "under way");
        runner.goOn(UUID.fromString(batch.substring(batch.lastIndexOf('/') + 1)), () -> false);
        assertThat(get(batch, "Cookie", session).body()).contains("4 of 4", "over", "mail.example");
        Mockito.verify(acts, Mockito.never()).act(any(), Mockito.eq(cases.get(0)), any());
        assertThat(journal().get(0)).startsWith("olga: Send again, 4 cases (EMAIL: mail.example answered 421");
    }

    @Test
    void allThatASearchFoundAreActedOnAsTheyWereFound() throws IOException {
        UUID other = new CaseRows(jdbc).openCase("ASKING_CALLER");
        new CaseRows(jdbc).openCase("CONNECTING");
        String session = logIn("olga");
        assertThat(get("/operations/cases?state=ASKING_CALLER", "Cookie", session)
                        .body())
                .contains("Act on all that were found", "found=true&amp;state=ASKING_CALLER");

        Form form = open("/operations/cases?state=ASKING_CALLER", session);
        post(
                "/operations/batches?found=true&state=ASKING_CALLER",
                form.field() + "&act=RAISE&name=all",
                "Cookie",
                form.cookies());
        new CaseRows(jdbc).openCase("ASKING_CALLER");

        assertThat(jdbc.sql("select case_id from batch_case").query(UUID.class).list())
                .containsExactlyInAnyOrder(caseId, other);
        assertThat(post(
                                "/operations/batches?state=ASKING_CALLER",
                                form.field() + "&act=RAISE",
                                "Cookie",
                                form.cookies())
                        .status())
                .as("neither all that are found nor one")
                .isEqualTo(404);
    }

    @Test
    void whatRunsInAnEarlierVersionIsMigratedTogether() throws IOException {
        String page = "/operations/diagrams";
        assertThat(get(page, "Cookie", logIn("ada")).body()).doesNotContain("Migrate them");
        jdbc.sql("update failed_call_case set diagram_version = 0").update();
        new CaseRows(jdbc).openCase("CONNECTING");
        assertThat(get(page, "Cookie", logIn("olga")).body())
                .contains("1 open case runs in an earlier version of the diagram")
                .doesNotContain("Migrate them");
        Form olgas = open(page, logIn("olga"));
        assertThat(post("/operations/batches/migrate", olgas.field(), "Cookie", olgas.cookies())
                        .status())
                .isEqualTo(403);

        Form adas = open(page, logIn("ada"));
        String batch = URI.create(post("/operations/batches/migrate", adas.field(), "Cookie", adas.cookies())
                        .header("location"))
                .getPath();

        assertThat(get(batch, "Cookie", adas.cookies()).body())
                .contains("It will be done to 1 case.", "Confirm: migrate", caseId.toString());
        assertThat(journal()).isEmpty();
        jdbc.sql("update failed_call_case set diagram_version = 1").update();
        assertThat(post("/operations/batches/migrate", adas.field(), "Cookie", adas.cookies())
                        .header("location"))
                .endsWith(page);
    }

    @Test
    void thePlaceOfAnIncidentIsCalledAsInTheDiagram() throws IOException {
        when(engine.oldestIncidents(anyInt()))
                .thenReturn(List.of(new Incident(caseId, NOON, "WaitForAnswer", "EMAIL: SMTP 550 5.1.1")));

        assertThat(get("/operations/incidents", "Cookie", logIn("olga")).body())
                .contains(">Wait for the answer<")
                .doesNotContain(">WaitForAnswer<");
    }

    @Test
    void aBatchUnderWayRenewsItsPageAndCanBeStopped() throws IOException {
        String session = logIn("olga");
        String batch = press(session, "act=SEND_AGAIN&name=mail+outage+2026-12-01");
        jdbc.sql("update batch set state = 'RUNNING', confirmed_at = now()").update();
        Answer page = get(batch, "Cookie", session);
        assertThat(page.header("refresh")).isEqualTo("2");
        assertThat(page.body()).contains("mail outage 2026-12-01", "0 of 1", "Stop");

        Form form = open(batch, session);
        post(batch + "/stop", form.field(), "Cookie", form.cookies());

        Answer stopped = get(batch, "Cookie", session);
        assertThat(stopped.body()).contains("stopped by olga");
        assertThat(stopped.header("refresh")).isNullOrEmpty();
        assertThat(journal()).containsExactly("olga: Stopped: Send again (mail outage 2026-12-01) 302 {}");
    }

    private static CaseActs.Receiver receiver(String name) {
        return new CaseActs.Receiver(UUID.randomUUID(), name);
    }

    private Answer prepared(String who, String body) throws IOException {
        Form form = open("/operations/cases/" + caseId, logIn(who));
        return post("/operations/batches?case=" + caseId, form.field() + "&" + body, "Cookie", form.cookies());
    }

    private String press(String session, String body) throws IOException {
        Form form = open("/operations/cases/" + caseId, session);
        Answer answer = post("/operations/batches?case=" + caseId, form.field() + "&" + body, "Cookie", form.cookies());
        assertThat(answer.status()).isEqualTo(302);
        return URI.create(answer.header("location")).getPath();
    }

    private Answer confirmed(String who, String batch) throws IOException {
        Form form = open("/operations/second-factor", logIn(who));
        return post(batch + "/confirm", form.field(), "Cookie", form.cookies());
    }

    private void confirm(String session, String batch) throws IOException {
        Form form = open(batch, session);
        assertThat(post(batch + "/confirm", form.field(), "Cookie", form.cookies())
                        .status())
                .isEqualTo(302);
    }

    private List<String> journal() {
        return jdbc.sql("select operator || ': ' || act || ' ' || status || ' ' || case_ids::text from operator_act"
                        + " where act <> 'Logged in' order by id")
                .query(String.class)
                .list();
    }
}
