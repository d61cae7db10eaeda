package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The overview, on a desk and on a wall. */
class OverviewPageTest extends SecuredServer {

    @AfterEach
    void empty() {
        jdbc.sql("truncate inbound_event, failed_call_case cascade").update();
    }

    @Test
    void itComparesTheLastHourWithTheSameYesterday() throws IOException {
        jdbc.sql("insert into inbound_event (id, kind, payload, state, received_at)"
                        + " select 'call-' || n, 'FAILED_CALL', '{}', 'HANDLED',"
                        + " now() - make_interval(hours => case when n <= 5 then 0 else 24 end, mins => 30)"
                        + " from generate_series(1, 35) n")
                .update();

        assertThat(see("/operations").body()).contains("30 in the same hour yesterday: far fewer now");
    }

    @Test
    void itSaysHowLongItTookFromTheCallToTheFirstSecondOfTalk() throws IOException {
        CaseRows rows = new CaseRows(jdbc);
        for (int minutes : new int[] {3, 7, 90}) {
            talk(rows.openCase("CONNECTING"), minutes, 1);
        }
        talk(rows.openCase("CONNECTING"), 20, 30);
        UUID twice = rows.openCase("CONNECTING");
        talk(twice, 5, 2);
        talk(twice, 500, 1);

        assertThat(see("/operations").body())
                .contains("Minutes from call to talk")
                .contains("half of 4 talks in 24 hours; 20 the day before");
        published(
                "ringback_cases_talked 3.0",
                "ringback_cases_to_talk_seconds\\{quantile=\"0.5\"} 420",
                "ringback_cases_to_talk_seconds\\{quantile=\"0.9\"} 4404");
    }

    @Test
    void theTimeToTheEndIsPublishedByOutcome() {
        jdbc.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause, first_tried_at,
                            last_tried_at, state, opened_at, outcome, ended_at)
                        select gen_random_uuid(), '', '', 'VOICE', 'BUSY', now() - make_interval(mins => n), now(), 'ENDED', now(),
                            case when n < 10 then 'DECLINED' else 'EXPIRED' end, now()
                          from (values (1), (2), (3), (240)) as minutes(n)
                        """).update();

        published(
                "ringback_cases_to_end_seconds\\{outcome=\"DECLINED\",quantile=\"0.5\"} 120",
                "ringback_cases_to_end_seconds\\{outcome=\"EXPIRED\",quantile=\"0.9\"} 14400");
    }

    /** The case's call failed so many minutes before the two talked, so many hours ago. */
    private void talk(UUID caseId, int minutes, int hours) {
        jdbc.sql(
                        "update failed_call_case set first_tried_at = now() - make_interval(hours => ?, mins => ?) where id = ?")
                .params(hours, minutes - 30, caseId)
                .update();
        jdbc.sql("insert into connection (id, case_id, node, state, started_at, connected_at)"
                        + " values (gen_random_uuid(), ?, 'one', 'TALKING', now(),"
                        + " now() - make_interval(hours => ?, mins => -30))")
                .params(caseId, hours)
                .update();
    }

    private void published(String... patterns) {
        await().untilAsserted(() -> {
            String metrics =
                    get("/actuator/prometheus", "X-API-Key", METRICS_KEY).body();
            assertThat(patterns).allSatisfy(pattern -> assertThat(metrics).containsPattern(pattern));
        });
    }

    @Test
    void itSaysInWordsHowAllStands() throws IOException {
        assertThat(see("/operations").body())
                .contains("Act: something does not mend itself.", "Asks for you", "1 fell silent in the last hour")
                .contains("<span>act</span>", "<span>fine</span>", "<span>look</span>");
    }

    @Test
    void itLeadsToWhereTheOpenCasesWait() throws IOException {
        new CaseRows(jdbc).openCase("ASKING_CALLER");

        assertThat(see("/operations").body())
                .contains("href=\"/operations/heat\">Where they wait in the diagram: 1 case</a>");
        assertThat(see("/operations?wall").body()).doesNotContain("/operations/heat");
    }

    @Test
    void itIsRenewedWithoutAScript() throws IOException {
        Answer desk = see("/operations");
        assertThat(desk.header("refresh")).isEqualTo("30");
        assertThat(desk.body())
                .contains("<nav", "/operations?wall", "Renewed every")
                .doesNotContain("<script");
    }

    @Test
    void aWallHasNoMenuAndSaysNothingOfTheAccount() throws IOException {
        Answer wall = see("/operations?wall");

        assertThat(wall.header("refresh")).isEqualTo("10");
        assertThat(wall.body())
                .contains("class=\"wall\"", "Nodes alive", "Trunk and providers")
                .doesNotContain("<nav", "Log out", "to your account");
    }

    @Test
    void aWallIsForOperatorsOnly() throws IOException {
        assertThat(get("/operations?wall").status()).isEqualTo(302);
        assertThat(get("/operations?wall", "Cookie", logIn("nils")).status()).isEqualTo(403);
    }

    private Answer see(String target) throws IOException {
        Answer page = get(target, "Cookie", logIn("anders"));
        assertThat(page.status()).isEqualTo(200);
        return page;
    }
}
