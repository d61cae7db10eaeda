package io.ringback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.benchmark.WatchedCase.Part;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How often a case speaks to the database: counted, not timed, so that a trip that comes back is noticed. */
@BesideOthers
class TripsOfACaseTest {

    private static final int WARM_UP = 20;

    /** What stands for a second, or for as long as a connection does; a busy node asks it once for many cases. */
    private static final Pattern ASKED_NOW_AND_THEN = Pattern.compile(
            "(?i)act_re_|act_ru_jobdef|pg_catalog|pg_type|wording_change|set last_heartbeat|^set |^show ");

    /**
     * The engine cleans its history at hours of its own, and such an hour must not fall into a case that is counted. The ladder is
     * written once a second for all cases together, so what it costs one case cannot be counted here.
     */
    private static final List<String> WITHOUT_CLEANUP_AND_LADDER = List.of(
            "--camunda.bpm.generic-properties.properties.historyCleanupEnabled=false", "--ringback.ladder.keep=0");

    private static final Map<Part, Integer> MOST = Map.of(
            Part.CALL_FAILS, 7,
            Part.QUESTION_IS_OPENED, 1,
            Part.CALLER_ANSWERS, 9,
            Part.ANSWER_CAN_BE_WITHDRAWN, 1,
            Part.NOTIFICATION_IS_OPENED, 1,
            Part.CONTACT_MEANS_ARE_USED, 13);

    @Test
    void noPartOfACaseSpeaksToTheDatabaseMoreOftenThanItHasTo() throws Exception {
        try (Stage stage = Stage.counted(
                Candidate.RINGBACK, new RingbackFromClasses(Candidate.RINGBACK, WITHOUT_CLEANUP_AND_LADDER), "trips")) {
            stage.database().addPeople(WARM_UP + 1);
            stage.drive(WARM_UP, (driver, first, end) -> driver.drive(first, end, 4));

            Map<Part, List<RoundTrip>> trips = new WatchedCase(stage).play();

            assertThat(stage.problems()).isEmpty();
            assertThat(MOST.keySet()).allSatisfy(part -> {
                List<RoundTrip> own = trips.get(part).stream()
                        .filter(TripsOfACaseTest::isOfTheCaseAlone)
                        .toList();
                assertThat(own)
                        .as(() -> part + ":\n"
                                + own.stream().map(RoundTrip::toString).collect(Collectors.joining("\n")))
                        .hasSizeLessThanOrEqualTo(MOST.get(part));
            });
        }
    }

    /** What was kept back goes along with whatever comes next, also with such a question. */
    private static boolean isOfTheCaseAlone(RoundTrip trip) {
        List<String> statements = trip.statements();
        return statements.isEmpty()
                || !ASKED_NOW_AND_THEN
                        .matcher(statements.get(statements.size() - 1))
                        .find();
    }
}
