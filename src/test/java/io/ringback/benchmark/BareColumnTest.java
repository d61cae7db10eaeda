package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bare column keeps what Ringback keeps of a case, so that comparing them says something. */
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

    private static long count(String rows) {
        return stage.database()
                .jdbc()
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }
}
