package io.ringback.web.operations.find;

import io.ringback.directory.SearchWords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds cases: what is named is looked up, and the rest is gone through, the newest first. */
@Component
class CasesFound implements FindingCases {

    /**
     * A walk mostly ends early, which PostgreSQL does not expect: it would read the whole table and sort it. And a plan for whatever words
     * and times may come serves none of them. To start workers takes longer than what they would share, where processors are busy.
     */
    private static final String ALONG_INDEXES = "select set_config('enable_seqscan', 'off', true),"
            + " set_config('enable_sort', 'off', true), set_config('jit', 'off', true),"
            + " set_config('plan_cache_mode', 'force_custom_plan', true),"
            + " set_config('max_parallel_workers_per_gather', '0', true)";

    private final LookUps lookUps;
    private final NewestCases newest;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CasesFound(LookUps lookUps, NewestCases newest, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.lookUps = lookUps;
        this.newest = newest;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What one search found.
     *
     * @param places of the cases, the newest first
     * @param next behind which to go on; empty if nothing is left
     * @param all whether everything up to there was looked at; a look-up has an end
     */
    record Found(List<Place> places, Optional<Place> next, boolean all) {

        List<UUID> ids() {
            return places.stream().map(Place::id).toList();
        }
    }

    /** The next cases behind {@code after}: at most {@code most}, and of one walk. */
    Found find(Wanted wanted, Place after, int most) {
        return alongIndexes(() -> search(wanted, after, most));
    }

    /** Whether any case has a problem with these words. */
    boolean hasProblem(SearchWords words) {
        return alongIndexes(() -> lookUps.hasProblem(words, Period.of(Wanted.ALL, clock.instant())));
    }

    private <T> T alongIndexes(Supplier<T> search) {
        return transaction.execute(status -> {
            jdbc.sql(ALONG_INDEXES).query((row, number) -> true).single();
            return search.get();
        });
    }

    private Found search(Wanted wanted, Place after, int most) {
        Period period = Period.of(wanted, clock.instant());
        Optional<LookedUp> named = lookUps.of(wanted, period);
        if (named.isPresent()) {
            Set<UUID> among = named.get().ids();
            List<Place> found = among.isEmpty() ? List.of() : newest.among(among, wanted, period, after, most + 1);
            return cut(found, most, Optional.empty(), named.get().all());
        }
        List<Place> found = newest.walk(wanted, period, after, most + 1);
        return cut(found, most, found.size() > most ? Optional.empty() : newest.end(wanted, period, after), true);
    }

    private static Found cut(List<Place> found, int most, Optional<Place> end, boolean all) {
        return found.size() > most
                ? new Found(found.subList(0, most), Optional.of(found.get(most - 1)), all)
                : new Found(found, end, all);
    }

    @Override
    public List<UUID> ids(Wanted wanted, int most) {
        List<UUID> ids = new ArrayList<>();
        Optional<Place> after = Optional.of(Place.FIRST);
        while (after.isPresent() && ids.size() < most) {
            Found found = find(wanted, after.get(), most - ids.size());
            ids.addAll(found.ids());
            after = found.next();
        }
        return ids;
    }
}
