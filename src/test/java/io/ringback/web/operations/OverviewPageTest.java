package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.CaseRows;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
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
