package io.ringback.web.operations.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.agenda.ThisNode;
import io.ringback.directory.Medium;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the large figures say of how Ringback stands. */
class WholeStandingTest {

    private static final HourBesideYesterday STEADY = new HourBesideYesterday(400, 380);

    private Provider provider = new Provider("SMSC smsc-1", "bound", Sign.FINE);

    @Test
    void whatIsInOrderIsFine() {
        WholeStanding standing =
                standing(0, false, Duration.ofSeconds(8), List.of(new Tally(Medium.SMS, 400, 0, 3)), STEADY, 0);

        assertThat(standing.sign()).isEqualTo(Sign.FINE);
        assertThat(standing.figures())
                .extracting(BigFigure::words)
                .contains("the oldest for 8 s", "380 in the same hour yesterday", "no message");
    }

    @ParameterizedTest
    @CsvSource({"300, FINE", "301, LOOK", "600, LOOK", "601, ACT"})
    void aMessageThatWaitsForHalfOfWhatItMayIsWorthALook(int seconds, Sign sign) {
        assertThat(standing(0, false, Duration.ofSeconds(seconds), List.of(), STEADY, 0)
                        .sign())
                .isEqualTo(sign);
    }

    @ParameterizedTest
    @CsvSource({"98, 2, FINE", "97, 3, LOOK", "90, 10, LOOK", "89, 11, ACT", "0, 4, LOOK", "0, 5, ACT"})
    void aFewFailedMessagesAreFineMoreWorthALookAndManyAsk(int delivered, int failed, Sign sign) {
        Tally tally = new Tally(Medium.EMAIL, delivered, failed, 0);

        assertThat(standing(0, false, Duration.ZERO, List.of(tally), STEADY, 0).sign())
                .isEqualTo(sign);
    }

    @ParameterizedTest
    @CsvSource({
        "19, 0, FINE, 0 in the same hour yesterday",
        "20, 0, LOOK, 0 in the same hour yesterday: far more now",
        "100, 400, FINE, 400 in the same hour yesterday",
        "99, 400, LOOK, 400 in the same hour yesterday: far fewer now",
    })
    void anHourThatIsUnlikeYesterdaysIsWorthALook(int now, int yesterday, Sign sign, String words) {
        HourBesideYesterday pace = new HourBesideYesterday(now, yesterday);

        assertThat(pace.sign()).isEqualTo(sign);
        assertThat(pace.words()).isEqualTo(words);
    }

    @Test
    void whatMayBeMeantAsItIsAsksForALookOnly() {
        assertThat(standing(1, false, Duration.ZERO, List.of(), STEADY, 0).sign())
                .isEqualTo(Sign.LOOK);
        assertThat(standing(1, true, Duration.ZERO, List.of(), STEADY, 0).sign())
                .isEqualTo(Sign.ACT);
    }

    @Test
    void aNodeThatFellSilentIsWorthALook() {
        WholeStanding standing = standing(0, false, Duration.ZERO, List.of(), STEADY, 1);

        assertThat(standing.sign()).isEqualTo(Sign.LOOK);
        assertThat(standing.figures()).extracting(BigFigure::words).contains("1 fell silent in the last hour");
    }

    @Test
    void aProviderThatIsAwayAsks() {
        provider = new Provider("SMSC smsc-1", "not bound", Sign.ACT);

        assertThat(standing(0, false, Duration.ZERO, List.of(), STEADY, 0).sign())
                .isEqualTo(Sign.ACT);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 10, 8, FINE, nobody was connected in 24 hours",
        "1, 9, 0, 0, FINE, one talk in 24 hours",
        "12, 9, 10, 8, FINE, half of 12 talks in 24 hours; 8 the day before",
        "12, 33, 10, 8, LOOK, half of 12 talks in 24 hours; 8 the day before: far later now",
        "9, 33, 10, 8, FINE, half of 9 talks in 24 hours; 8 the day before"
    })
    void talksThatComeFarLaterThanTheDayBeforeAreWorthALook(
            int now, int median, int before, int medianBefore, Sign sign, String words) {
        TalksBesideYesterday talks =
                new TalksBesideYesterday(now, Duration.ofMinutes(median), before, Duration.ofMinutes(medianBefore));

        assertThat(talks.sign()).isEqualTo(sign);
        assertThat(talks.words()).isEqualTo(words);
    }

    private WholeStanding standing(
            int asking, boolean acting, Duration oldest, List<Tally> tallies, HourBesideYesterday calls, int silent) {
        return new WholeStanding(
                asking,
                acting,
                300,
                oldest.isZero() ? 0 : 3,
                oldest,
                Duration.ofMinutes(10),
                tallies,
                calls,
                STEADY,
                new TalksBesideYesterday(12, Duration.ofMinutes(9), 10, Duration.ofMinutes(8)),
                2,
                new ThisNode.Nodes(2, silent),
                List.of(provider));
    }
}
