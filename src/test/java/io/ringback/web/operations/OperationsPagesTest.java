package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.when;

import io.ringback.JourneyRows;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/** What operators see and do. */
class OperationsPagesTest extends SecuredServer {

    private static final UUID OPEN = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID ENDED = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final String ADDRESS = "+46701234567";

    /** In the place of addresses, which no page of operators reads. */
    private static final byte[] NOTHING = {};

    /** The fingerprints of what would change in the diagrams, and beside them. */
    private static final String SHOWN = "0123456789abcdef.fedcba";

    @Autowired
    private EngineDesk engine;

    @BeforeEach
    void oneOpenAndOneEndedCase() {
        UUID anna = UUID.randomUUID();
        UUID bob = UUID.randomUUID();
        jdbc.sql("insert into person (id, name, language, time_zone) values (?, 'Anna', 'sv', 'Europe/Stockholm'),"
                        + " (?, 'Bob <b>', 'en', 'Europe/London')")
                .params(anna, bob)
                .update();
        String insert = "insert into failed_call_case (id, process_instance_id, caller_id, callee_id, caller_sealed,"
                + " callee_sealed, failed_medium, cause, first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)"
                + " values (?, 'process-1', ?, ?, ?, ?, 'VOICE', 'BUSY', now(), now(), ?, ?, now(), ?::timestamptz)";
        jdbc.sql(insert)
                .params(OPEN, anna, bob, NOTHING, NOTHING, "ASKING_CALLER", null, null)
                .update();
        jdbc.sql(insert)
                .params(ENDED, anna, null, NOTHING, NOTHING, "ENDED", "INFORMED", "now")
                .update();
        JourneyRows.add(jdbc, OPEN, Instant.now(), "CALL_FAILED", "VOICE", "BUSY", null);
        JourneyRows.add(jdbc, OPEN, Instant.now(), "QUESTION", "EMAIL", "SENT", "<i>x</i>");
        jdbc.sql("insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, attempts,"
                        + " created_at, problem) values (gen_random_uuid(), ?, 'QUESTION', 'EMAIL', ?, gen_random_uuid(),"
                        + " 'WAITING', 3, now() - interval '20 minutes', 'connection refused')")
                .params(OPEN, anna)
                .update();
        jdbc.sql(
                        "insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, problem)"
                                + " values (gen_random_uuid(), :case, 'QUESTION', 'EMAIL', :anna, gen_random_uuid(), 'FAILED', now(),"
                                + " 'mailbox full'), (gen_random_uuid(), :case, 'STANDING', 'VOICE', :anna, gen_random_uuid(),"
                                + " 'FAILED', now(), 'the caller hung up')")
                .param("case", OPEN)
                .param("anna", anna)
                .update();
        jdbc.sql("insert into connection (id, case_id, node, state, ending, started_at, ended_at) values"
                        + " (gen_random_uuid(), ?, 'node', 'ENDED', 'CONNECTED', now(), now()),"
                        + " (gen_random_uuid(), ?, 'node', 'REFUSED', 'FAILED', now(), now()),"
                        + " (gen_random_uuid(), ?, 'node', 'TALKING', null, now(), null)")
                .params(ENDED, OPEN, OPEN)
                .update();
        jdbc.sql("insert into inbound_event (id, kind, case_id, payload, state, received_at, problem) values"
                        + " ('stuck-1', 'ANSWER', ?, ?::jsonb, 'STUCK', now(), 'no such wait'),"
                        + " ('late-1', 'CONTACT', ?, '{}', 'LATE', now(), null)")
                .params(OPEN, "{\"from\":\"" + ADDRESS + "\"}", ENDED)
                .update();
    }

    @AfterEach
    void empty() {
        Mockito.reset(engine);
        jdbc.sql("truncate failed_call_case, person, inbound_event cascade").update();
    }

    @Test
    void theOverviewSaysWhatAsksForAPerson() throws IOException {
        String page = seeOnceCounted("A message has waited for");

        assertThat(page).contains("event(s) could not be handled").contains("file(s) refused");
        assertThat(page)
                .contains("asking the caller")
                .contains("caller informed")
                .doesNotContain("INFORMED");
        assertThat(page).contains("Version ", "Media to send by: ", "Process engine", "What goes out");
    }

    @Test
    void theOverviewCountsWhatFailedByMediumAndCallsUnderWay() throws IOException {
        Document page = Jsoup.parse(seeOnceCounted("the oldest for 20 min"));

        assertThat(page.select("section:has(#messages-head) tbody tr").eachText())
                .containsExactly("call 0 1 0 ? look", "mail 0 1 1 ? look");
        assertThat(page.select(".figures li:contains(Calls under way) .figure").text())
                .isEqualTo("1");
        assertThat(page.select(".figures li:contains(Waiting to leave) .words").text())
                .startsWith("the oldest for 20 min");
    }

    @Test
    void openCasesAreCountedByStepAndLinesSayWhichOneTheDiagramDraws() throws IOException {
        Document page = Jsoup.parse(see("/operations/heat"));

        assertThat(page.select("tbody tr").eachText())
                .containsExactly("Wait for the answer 120", "Wait for the callee 7");
        assertThat(page.select("[data-heat]").attr("data-heat")).isEqualTo("/operations/heat/drawn");
        assertThat(see("/operations/heat/drawn")).contains("\"WaitForAnswer\":120", "\"WaitForContact\":7");
    }

    @Test
    void aCaseThatIsNotThereIsNotFound() throws IOException {
        assertThat(get("/operations/cases/" + UUID.randomUUID(), "Cookie", logIn("anders"))
                        .status())
                .isEqualTo(404);
        assertThat(get("/operations/cases/nonsense", "Cookie", logIn("anders")).status())
                .isEqualTo(404);
    }

    @Test
    void theMenuMarksThePageAndShowsOnlyWhatIsTheReaders() throws IOException {
        assertThat(see("/operations/inbox"))
                .containsPattern("/operations/inbox\" aria-current=\"page\"")
                .doesNotContain("/operations/people\"");
        assertThat(get("/operations/cases/" + OPEN, "Cookie", logIn("olga")).body())
                .containsPattern("/operations/cases\" aria-current=\"page\"")
                .contains("/operations/people\"");
    }

    @Test
    void anOperatorFindsAPersonAndReadsWhatIsKeptAboutThemInTheirLanguage() throws IOException {
        assertThat(get("/operations/people?name=anna", "Cookie", logIn("olga")).body())
                .contains("Anna</a>")
                .doesNotContain("Bob");
        assertThat(get("/operations/people/" + ANNA, "Cookie", logIn("olga")).body())
                .contains("Anna &lt;b&gt;", "/operations/people/" + ANNA + "/file");
        assertThat(jdbc.sql("select act from operator_act order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("Read what is kept about a person: /operations/people/" + ANNA);
        assertThat(get("/operations/people/" + UUID.randomUUID(), "Cookie", logIn("olga"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoOnlyDrawsDiagramsSeesNobodysAddresses() throws IOException {
        assertThat(get("/operations/people/" + ANNA, "Cookie", logIn("anders")).status())
                .isEqualTo(403);
        assertThat(get("/operations/people", "Cookie", logIn("anders")).status())
                .isEqualTo(403);
        assertThat(get("/operations/people/" + ANNA).status()).isEqualTo(302);
    }

    @Test
    void whoMayNotSeeAPageIsToldWhoseItIs() throws IOException {
        Answer refused = get("/operations/people", "Cookie", logIn("anders"), "Accept", "text/html");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body())
                .contains("Not for your account", "logged in as <strong>anders</strong>", "ask an administrator");
    }

    @Test
    void anOperatorErasesAPersonOnSecondThought() throws IOException {
        UUID anna = jdbc.sql("select id from person where name = 'Anna'")
                .query(UUID.class)
                .single();
        Form form = open("/operations/people/" + ANNA, logIn("olga"));

        post("/operations/people/" + anna + "/erase", form.field(), "Cookie", form.cookies());
        assertThat(DONE).doesNotContain("erased " + anna);
        post("/operations/people/" + anna + "/erase", form.field() + "&confirmed=true", "Cookie", form.cookies());
        assertThat(DONE).contains("erased " + anna);
        assertThat(jdbc.sql("select act from operator_act order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("POST /operations/people/" + anna + "/erase");
    }

    @Test
    void casesOutOfStepAreFoundAndSayWhere() throws IOException {
        assertThat(see("/operations")).doesNotContain("do not agree with their process");
        assertThat(see("/operations/cases?trouble=OUT_OF_STEP")).doesNotContain(OPEN.toString());
        String where = "Its process stands in several places at once: WaitForAnswer, WaitForContact.";
        jdbc.sql("update failed_call_case set out_of_step = ? where id = ?")
                .params(where, OPEN)
                .update();

        assertThat(see("/operations"))
                .contains("cases?trouble=OUT_OF_STEP\">1 case(s) do not agree with their process");
        assertThat(see("/operations/cases?trouble=OUT_OF_STEP"))
                .contains(OPEN.toString())
                .doesNotContain(ENDED.toString());
        assertThat(see("/operations/cases/" + OPEN)).contains(where);
    }

    @Test
    void aCaseShowsItsJourneyAndNoAddress() throws IOException {
        String page = see("/operations/cases/" + OPEN);

        assertThat(page)
                .contains("Anna")
                .contains("Bob &lt;b&gt;")
                .contains("Anna called Bob &lt;b&gt;, who was busy.")
                .contains("The question to Anna went out by mail.")
                .doesNotContain("CALL_FAILED", "QUESTION SENT");
        assertThat(page).contains("&lt;i&gt;").doesNotContain("<i>");
        assertThat(page).contains("/camunda/app/cockpit/default/#/process-instance/process-1/runtime");
        assertThat(page).doesNotContain(ADDRESS.substring(4));
        assertThat(see("/operations/cases/" + ENDED))
                .contains("caller informed")
                .doesNotContain("process-1/runtime");
    }

    @Test
    void undeliveredMessagesSayWhy() throws IOException {
        assertThat(see("/operations/messages")).contains("connection refused").contains(OPEN.toString());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            per-receiver,               ringback.caps.per-receiver
            message-caps (perReceiver), the table message-caps (perReceiver)
            """)
    void aMessageThatIsHeldBackSaysByWhichCapAndUntilWhen(String cap, String said) throws IOException {
        jdbc.sql("update outbound_message set problem = null, held_by = ?,"
                        + " held_until = '2099-03-01 13:00:00Z' where state = 'WAITING'")
                .param(cap)
                .update();

        assertThat(see("/operations/messages")).contains("held back by " + said + " until 2099-03-01 13:00");
    }

    @Test
    void whoWasNotToldHowACaseStandsNeedsNoOperator() throws IOException {
        assertThat(see("/operations/messages")).contains("mailbox full").doesNotContain("the caller hung up");
    }

    @Test
    void aStuckEventIsTriedAgainByAnOperatorOnly() throws IOException {
        assertThat(see("/operations/inbox"))
                .contains("stuck-1")
                .contains("late-1")
                .doesNotContain(ADDRESS.substring(4));
        int before = DONE.size();

        assertThat(press("olga", "/operations/inbox", "/operations/inbox/try-again", "event=stuck-1")
                        .status())
                .isEqualTo(302);
        assertThat(doneSince(before)).containsExactly("try again stuck-1");

        assertThat(press("anders", "/operations/inbox", "/operations/inbox/try-again", "event=stuck-1")
                        .status())
                .isEqualTo(403);
        assertThat(doneSince(before)).hasSize(1);
    }

    @Test
    void theDiagramsPageSaysWhatIsInForceWhatDiffersAndWhoDeployed() throws IOException {
        assertThat(see("/operations/diagrams"))
                .contains("unreachable-callee.bpmn")
                .contains("It has no time-to-live.")
                .contains("Set one in days.")
                .contains("differ from what is in force", "connect-or-inform.dmn", "wording/acme/en/texts.properties")
                .contains("question.hedding", "wording/acme/en/letters.properties")
                .contains("ada", "Took back the deploy before it", "2 →")
                .contains("Ringback, at its first start")
                .doesNotContain("Take the last deploy back");
        assertThat(see("/operations")).contains("differ from what is in force: deploy them?");
        assertThat(get("/actuator/health", "X-API-Key", METRICS_KEY).body()).contains("\"differing\":2");
    }

    @Test
    void whatWouldChangeIsSeenBeforeItIsDeployed() throws IOException {
        assertThat(see("/operations/diagrams/preview"))
                .contains("37 more callers are asked", "4 fewer text messages to notify callees at night")
                .contains("NOT_NEEDED", "extra.dmn", "new", "refused", "Row 2 is never reached.")
                .contains("wording/acme/en/texts.properties", "taken away", "question.hedding")
                .contains("Ask the &lt;caller&gt;", "17", "own.dmn is a table of your own.")
                .contains("open cases finish on the version they began with")
                .doesNotContain("Confirm and deploy");
        Answer forAda = get("/operations/diagrams/preview", "Cookie", logIn("ada"));
        assertThat(forAda.body()).contains("Confirm and deploy", "name=\"shown\" value=\"" + SHOWN + "\"");
    }

    @Test
    void onlyAnAdministratorDeploysAndOnlyWhatWasShown() throws IOException {
        int before = DONE.size();

        assertThat(press("olga", "/operations/diagrams", "/operations/diagrams/deploy", "shown=" + SHOWN)
                        .status())
                .isEqualTo(403);
        assertThat(press("ada", "/operations/diagrams", "/operations/diagrams/deploy", "")
                        .header("location"))
                .endsWith("/operations/diagrams/preview");
        for (String other :
                List.of("of-yesterday", "0123456789abcdef", "0123456789abcdef.of-yesterday", "other.fedcba")) {
            assertThat(press("ada", "/operations/diagrams/preview", "/operations/diagrams/deploy", "shown=" + other)
                            .header("location"))
                    .as(other)
                    .endsWith("/operations/diagrams/preview");
        }
        assertThat(doneSince(before)).isEmpty();
        assertThat(press("ada", "/operations/diagrams/preview", "/operations/diagrams/deploy", "shown=" + SHOWN)
                        .header("location"))
                .endsWith("/operations/diagrams");
        assertThat(doneSince(before)).containsExactly("deploy by ada", "deploy beside");
    }

    @Test
    void onlyAnAdministratorTakesTheLastDeployBack() throws IOException {
        int before = DONE.size();

        assertThat(get("/operations/diagrams", "Cookie", logIn("ada")).body())
                .contains(
                        "Take the last deploy back",
                        "name=\"deploy\" value=\"8\"",
                        "It concerns <code>bpmn/</code> only");
        assertThat(press("olga", "/operations/diagrams", "/operations/diagrams/take-back", "deploy=8")
                        .status())
                .isEqualTo(403);
        assertThat(doneSince(before)).isEmpty();
        assertThat(press("ada", "/operations/diagrams", "/operations/diagrams/take-back", "deploy=8")
                        .status())
                .isEqualTo(302);
        assertThat(doneSince(before)).containsExactly("take back 8 by ada");
    }

    @Test
    void onlyAnAdministratorReloadsRoutes() throws IOException {
        assertThat(see("/operations/routes"))
                .contains("mms.camel.yaml", "34", "The setting ringback.mms.mm7.url is missing.")
                .contains("speech.camel.yaml", "stop its routes: the file is gone")
                .contains("Voice would lose its route", "No route would begin at direct://other any more.")
                .contains("It would be refused: line 7. There is no bean")
                .containsOnlyOnce("The setting ringback.mms.mm7.url is missing.")
                .contains("mail-out.camel.yaml", "5f2a9c01d3e4")
                .containsPattern("SMS</td><td[^>]*>lost its route")
                .containsPattern("Email</td><td[^>]*>can be used")
                .doesNotContain("Reload what is in camel-routes/");
        assertThat(see("/operations")).contains("route files refused.").contains("lost their route.");
        int before = DONE.size();

        assertThat(press("olga", "/operations/routes", "/operations/routes/reload", "")
                        .status())
                .isEqualTo(403);
        assertThat(doneSince(before)).isEmpty();
        assertThat(press("ada", "/operations/routes", "/operations/routes/reload", "")
                        .status())
                .isEqualTo(302);
        assertThat(doneSince(before)).containsExactly("reload");
        assertThat(see("/operations/acts")).contains("Reloaded routes");
        assertThat(get("/actuator/health", "X-API-Key", METRICS_KEY).body())
                .containsPattern("\"routes\":\\{[^}]*\"status\":\"DEGRADED\"[^}]*\"lost\":\\[\"SMS\"]");
        assertThat(get("/actuator/prometheus", "X-API-Key", METRICS_KEY).body())
                .contains("ringback_routes_refused 1.0", "ringback_ways_lost 1.0");
    }

    @Test
    void theTestsOfTheTablesAreShownRowByRow() throws IOException {
        for (String page : List.of("/operations/diagrams", "/operations/diagrams/preview")) {
            assertThat(see(page))
                    .contains("connect-or-inform.tests.csv", "0 of 2", ", 2 failed", "1 of 2", "rule 2 (Decline)")
                    .contains("The &lt;caller&gt; is told.", "choice = INFORM", "reaction = INFORM")
                    .contains("reaction = CONNECT", "rule 1 (Connect)", "choice is never INFRM.");
        }
    }

    @Test
    void whatRunsButPerhapsNotAsMeantIsToBeLookedAt() throws IOException {
        assertThat(see("/operations/diagrams"))
                .contains(
                        "To be looked at",
                        "consent-policy.dmn",
                        "OtherwiseAsk",
                        "Row 2 is never reached.",
                        "Move it up.");
    }

    @Test
    void incidentsAndWaitingEventsAskForAPerson() throws IOException {
        await().untilAsserted(() ->
                assertThat(see("/operations")).doesNotContain("incident(s)").doesNotContain("event(s) wait"));
        when(engine.incidents()).thenReturn(52L);
        when(engine.oldestIncidents(anyInt()))
                .thenReturn(List.of(new EngineDesk.Incident(
                        OPEN, Instant.EPOCH, "OperatorMendsQuestion", "EMAIL: 550 5.1.1 no such mailbox")));
        jdbc.sql("insert into inbound_event (id, kind, payload, state, received_at, problem) values"
                        + " ('waiting-1', 'CALL_FAILED', '{}', 'WAITING', now() - interval '2 minutes', 'no table')")
                .update();

        String page = see("/operations");
        assertThat(page).contains(">52 incident(s)", ">1 event(s) wait");
        assertThat(see("/operations/incidents")).contains("550 5.1.1 no such mailbox", OPEN.toString());
        // The health is some seconds old.
        await().untilAsserted(() -> assertThat(
                        get("/actuator/health", "X-API-Key", METRICS_KEY).body())
                .contains("\"open\":52")
                .contains("\"waiting\":1"));
        await().untilAsserted(() -> assertThat(
                        get("/actuator/prometheus", "X-API-Key", METRICS_KEY).body())
                .contains("ringback_incidents 52.0")
                .contains("ringback_files_refused 2.0"));
    }

    @Test
    void whoDidWhatIsInTheOperatorsJournal() throws IOException {
        press("olga", "/operations/inbox", "/operations/inbox/try-again", "event=stuck-1");
        press("ada", "/operations/diagrams", "/operations/diagrams/deploy", "shown=" + SHOWN);
        press("ada", "/operations/diagrams", "/operations/diagrams/take-back", "deploy=8");

        assertThat(jdbc.sql("select operator || ': ' || act || ' ' || status from operator_act order by id")
                        .query(String.class)
                        .list())
                .containsSubsequence(
                        "olga: Logged in 200",
                        "olga: Tried a stuck event again 302",
                        "ada: Logged in 200",
                        "ada: Deployed diagrams, tables and wording 302",
                        "ada: Took back the last deploy of diagrams and tables 302");
        assertThat(see("/operations/acts")).contains("olga", "Tried a stuck event again", "203.0.", "done");
    }

    @Test
    void theCaseSaysWhatOperatorsDidToIt() throws IOException {
        long retry = new OperatorActs(jdbc).begun("olga", "192.0.2.7", "Retried a job <b>", List.of(OPEN));

        assertThat(see("/operations/cases/" + OPEN))
                .contains("olga", "192.0.2.7", "Retried a job &lt;b&gt;", "no answer");
        new OperatorActs(jdbc).ended(retry, 403);
        assertThat(see("/operations/cases/" + OPEN)).contains("not allowed");
        assertThat(see("/operations/cases/" + ENDED)).doesNotContain("Retried a job");
    }

    @Test
    void healthAsksForAPersonAndNotForARestart() throws IOException {
        await().untilAsserted(() -> {
            Answer health = get("/actuator/health", "X-API-Key", METRICS_KEY);
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body()).contains("\"status\":\"DEGRADED\"").contains("\"stuck\":1");
        });
        assertThat(get("/actuator/health/readiness").body()).contains("UP");
        assertThat(get("/actuator/health/liveness").body()).contains("UP");
    }

    @Test
    void prometheusSeesWhatTheTablesHold() throws IOException {
        await().untilAsserted(() -> {
            String metrics =
                    get("/actuator/prometheus", "X-API-Key", METRICS_KEY).body();
            assertThat(metrics)
                    .contains("ringback_cases_ended{outcome=\"INFORMED\"} 1.0")
                    .contains("ringback_cases_waiting{state=\"ASKING_CALLER\"} 1.0")
                    .contains("ringback_connections{ending=\"CONNECTED\"} 1.0")
                    .contains("ringback_connections{ending=\"REFUSED\"} 1.0")
                    .contains("ringback_connections_under_way 1.0")
                    .contains("ringback_events{kind=\"CONTACT\",state=\"LATE\"} 1.0")
                    .contains("ringback_events_unhandled{kind=\"ANSWER\",state=\"STUCK\"} 1.0")
                    .contains("ringback_undelivered 1.0")
                    .containsPattern("ringback_undelivered_oldest_seconds 1[2-9]\\d\\d");
        });
    }

    private String see(String target) throws IOException {
        return see(target, logIn("anders"));
    }

    private String see(String target, String session) throws IOException {
        Answer page = get(target, "Cookie", session);
        assertThat(page.status()).isEqualTo(200);
        return page.body();
    }

    /** The overview, when it shows what this test has set: on a busy machine it counts {@link Sparingly}. */
    private String seeOnceCounted(String words) throws IOException {
        String session = logIn("anders");
        return await().until(() -> see("/operations", session), page -> page.contains(words));
    }

    private Answer press(String who, String page, String target, String fields) throws IOException {
        Form form = open(page, logIn(who));
        return post(target, form.field() + "&" + fields, "Cookie", form.cookies());
    }
}
