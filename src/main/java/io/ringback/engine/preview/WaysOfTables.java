package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.cases.Replayed.Line;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Decides cases by tables alone. */
final class WaysOfTables implements BothWays {

    private final ComparedTables tables;
    private final Sums now;
    private final Sums then;

    WaysOfTables(ComparedTables tables, SmsOfTexts texts) {
        this.tables = tables;
        this.now = new Sums(texts);
        this.then = new Sums(texts);
    }

    @Override
    public boolean throughDiagrams() {
        return false;
    }

    @Override
    public Set<String> looksAt() {
        return tables.looksAt();
    }

    @Override
    public Stream<List<Differing>> decide(List<EarlierCase> some, Stream<EarlierFacts> facts) {
        return facts.map(this::decide);
    }

    private List<Differing> decide(EarlierFacts one) {
        DecidedCase before = tables.now(one);
        DecidedCase after = tables.then(one);
        now.add(before, one);
        then.add(after, one);
        return Moved.between(before, after).stream()
                .map(Moved::byDay)
                .map(moved -> new Differing(
                        moved.topic().ordinal(),
                        moved.topic().table(),
                        moved.topic().about(),
                        moved.fromInWords(),
                        moved.toInWords()))
                .toList();
    }

    @Override
    public List<Line> lines() {
        return Sums.lines(now, then);
    }

    @Override
    public List<String> notes() {
        return tables.notTried();
    }
}
