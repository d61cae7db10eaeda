package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The bare column keeps what Ringback keeps of a case, so that comparing them says something. */
@TestMethodOrder(OrderAnnotation.class)
class BareColumnTest {

    private static final int CASES = 20;

    private static Stage stage;

    @BeforeAll
    static void driveCases() throws Exception {
        stage = Stage.open(Candidate.BARE, "test", Stage.Wiring.COUNTED, Cores.ALL);
        stage.database().addPeople(CASES);
        stage.drive(CASES, (driver, first, end) -> driver.drive(first, end, 4));
    }

    @AfterAll
    static void stop() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void everyCaseEndsWithTheCallerInformed() {
        assertThat(stage.problems()).isEmpty();
        assertThat(stage.mailsTwice()).isZero();
    }

    /** As many rows of each kind as Ringback writes. */
    @Test
    void theFactsAreRingbacks() {
        Map<String, Integer> perCase = Map.of(
                "failed_call_case where outcome = 'INFORMED' and reachable_on is not null",
                1,
                "open_pair",
                0,
                "inbound_event where state = 'HANDLED'",
                4,
                "outbound_message where state = 'SENT' and sent_at is not null",
                3,
                "session_identifier",
                6,
                "journal",
                10);

        assertThat(perCase.keySet())
                .allSatisfy(rows -> assertThat(count(rows)).as(rows).isEqualTo((long) CASES * perCase.get(rows)));
    }

    /** A reader of the journey sees the same steps; whoever answers at once is quicker than the line that says what was sent. */
    @Test
    void theJourneyIsRingbacks() {
        List<String> journeys =
                stage.database().jdbc().sql("""
                        select string_agg(step || ' ' || result, ', ' order by step, result) from journal group by case_id
                        """).query(String.class).list();

        assertThat(journeys)
                .hasSize(CASES)
                .containsOnly("CALLER_ANSWERED YES, CALL_FAILED BUSY, CONTACT_MEANS_USED INFORM, ENDED INFORMED,"
                        + " INFORMATION SENT, INFORMATION WRITTEN, NOTIFICATION SENT, NOTIFICATION WRITTEN,"
                        + " QUESTION SENT, QUESTION WRITTEN");
    }

    @Test
    void anEventThatIsToldAgainOpensNoSecondCase() throws Exception {
        BurstRun again = new HttpBurst(stage.running().base()).tell(0, CASES, Double.POSITIVE_INFINITY);

        assertThat(again.answered()).isEqualTo(CASES);
        assertThat(count("failed_call_case")).isEqualTo(CASES);
        assertThat(stage.mailsTwice()).isZero();
    }

    /** It changes what the others count. */
    @Test
    @Order(Integer.MAX_VALUE)
    void casesThatAreMadeLikeOneThatWaitsHaveAllItsRows() throws Exception {
        int more = 30;
        stage.database().addPeople(CASES, 1 + more);
        UUID pattern = ManyWaiting.oneThatWaits(stage);

        new WaitingCases(stage.database()).add(pattern, CASES, CASES + 1, more);

        Map<String, Integer> perCase = Map.of(
                "failed_call_case where outcome is null", 1,
                "open_pair", 1,
                "inbound_event e join failed_call_case c on c.id = e.case_id and c.outcome is null", 1,
                "outbound_message m join open_pair p using (case_id, caller_id) where m.person_id = caller_id", 1,
                "session_identifier s join outbound_message m on m.id = message_id join open_pair using (case_id)", 3,
                "journal join open_pair using (case_id)", 3);
        assertThat(perCase.keySet())
                .allSatisfy(rows -> assertThat(count(rows)).as(rows).isEqualTo((1L + more) * perCase.get(rows)));
        assertThat(count("(select distinct caller_id, callee_id from open_pair) pairs"))
                .isEqualTo(1 + more);
    }

    private static long count(String rows) {
        return stage.database()
                .jdbc()
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }
}
