package io.ringback.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What was measured of one candidate, round by round. */
final class Column {

    private final Candidate candidate;
    private final List<Round> rounds = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long mailsTwice;
    private Counts counts;
    private HalfRate halfRate;
    private Profile profile;

    Column(Candidate candidate) {
        this.candidate = candidate;
    }

    Candidate candidate() {
        return candidate;
    }

    void add(Round round) {
        rounds.add(round);
    }

    void set(Counts counted) {
        counts = counted;
    }

    void set(HalfRate measured) {
        halfRate = measured;
    }

    void set(Profile recorded) {
        profile = recorded;
    }

    /** What kept cases from their end, and the mails that came again, in any pass. */
    void note(List<String> more, long twice) {
        problems.addAll(more);
        mailsTwice += twice;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    long mailsTwice() {
        return mailsTwice;
    }

    boolean isSound() {
        return problems.isEmpty() && mailsTwice == 0;
    }

    Optional<Counts> counts() {
        return Optional.ofNullable(counts);
    }

    Optional<HalfRate> halfRate() {
        return Optional.ofNullable(halfRate);
    }

    Optional<Profile> profile() {
        return Optional.ofNullable(profile);
    }

    Spread spread(ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure));
    }

    /** The median of its rounds. */
    double casesPerSecond() {
        return spread(Round::casesPerSecond).median();
    }
}
