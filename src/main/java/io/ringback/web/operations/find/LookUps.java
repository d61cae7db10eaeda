package io.ringback.web.operations.find;

import io.ringback.cases.SealedCase;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.directory.SearchWords;
import io.ringback.sealing.SealedAddresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks up the cases that something names: a person, an address, a problem. Each look-up has an index and an end. */
@Component
class LookUps {

    /** So many cases of people who are not in the directory are opened to see whose address they tell: the newest. */
    static final int STRANGERS = 1_000;

    private static final int ONE_MORE = LookedUp.MOST + 1;

    /** Of problems; if one alone were asked for, PostgreSQL would go through all messages to meet it. */
    private static final int ENOUGH = 1_000;

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final RunningProcesses processes;

    LookUps(JdbcClient jdbc, SealedAddresses addresses, RunningProcesses processes) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.processes = processes;
    }

    /** What all that {@code wanted} names has in common; empty if it names nothing. */
    Optional<LookedUp> of(Wanted wanted, Period period) {
        Optional<LookedUp> found = Optional.empty();
        if (!wanted.cases().isEmpty()) {
            found = LookedUp.both(found, LookedUp.of(wanted.cases()));
        }
        if (!wanted.people().isEmpty()) {
            found = LookedUp.both(found, ofPeople(wanted.people()));
        }
        if (wanted.address().isPresent()) {
            found = LookedUp.both(found, ofStrangers(wanted.address().get()));
        }
        if (wanted.problem().isPresent()) {
            SearchWords words = SearchWords.of(wanted.problem().get());
            found = LookedUp.both(found, LookedUp.of(withProblem(words, wanted, period, ONE_MORE)));
        }
        if (wanted.trouble().isPresent()) {
            found = LookedUp.both(found, inTrouble(wanted.trouble().get(), wanted, period));
        }
        return found;
    }

    private LookedUp ofPeople(List<UUID> people) {
        return LookedUp.of(jdbc.sql("""
                        (select id from failed_call_case where caller_id = any (:people) limit :most)
                         union
                        (select id from failed_call_case where callee_id = any (:people) limit :most)
                        """)
                .param("people", people.toArray(UUID[]::new))
                .param("most", ONE_MORE)
                .query(UUID.class)
                .list());
    }

    private LookedUp ofStrangers(String hash) {
        byte[] wanted = HexFormat.of().parseHex(hash);
        List<Optional<UUID>> looked = jdbc.sql("select id, caller_id, callee_id, caller_sealed, callee_sealed"
                        + " from failed_call_case where names_stranger order by ended_at desc limit ?")
                .param(STRANGERS + 1)
                .query((row, number) -> named(row, wanted))
                .list();
        return new LookedUp(
                new HashSet<>(looked.stream()
                        .limit(STRANGERS)
                        .flatMap(Optional::stream)
                        .toList()),
                looked.size() <= STRANGERS);
    }

    private Optional<UUID> named(ResultSet row, byte[] wanted) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        boolean caller = row.getObject("caller_id") == null && isOf(wanted, SealedCase.caller(addresses, id, row));
        boolean callee = row.getObject("callee_id") == null && isOf(wanted, SealedCase.callee(addresses, id, row));
        return caller || callee ? Optional.of(id) : Optional.empty();
    }

    private boolean isOf(byte[] wanted, Address address) {
        return Arrays.stream(addresses.hashes(address.spelledUris())).anyMatch(hash -> Arrays.equals(hash, wanted));
    }

    /** Whether any case has, or had, a problem with these words. */
    boolean hasProblem(SearchWords words, Period ever) {
        return !withProblem(words, Wanted.ALL, ever, ENOUGH).isEmpty();
    }

    private Set<UUID> withProblem(SearchWords words, Wanted wanted, Period period, int most) {
        if (words.words().isEmpty()) {
            return Set.of();
        }
        Set<UUID> found = new HashSet<>(jdbc.sql("""
                        (select case_id from outbound_message
                          where problem is not null and words_of(problem) @@ to_tsquery('simple', :words)
                            and created_at >= :from and created_at < :to
                            and (:medium::text is null or medium = :medium)
                          limit :most)
                         union
                        (select id from failed_call_case
                          where outcome in ('CANCELLED', 'UNDELIVERABLE') and words_of(reason) @@ to_tsquery('simple', :words)
                            and ended_at >= :from and ended_at < :to
                          limit :most)
                         union
                        (select case_id from journal_entry
                          where array_remove(detail, null) <> '{}'
                            and words_of_journey(step, result, detail) @@ to_tsquery('simple', :words)
                            and at[1] >= :from and at[1] < :to
                            and (:medium::text is null or :medium = any (medium))
                          limit :most)
                         union
                        (select id from
                          (select * from failed_call_case where out_of_step is not null order by opened_at desc limit :most) c
                          where words_of(out_of_step) @@ to_tsquery('simple', :words) and opened_at >= :from and opened_at < :to)
                        """)
                .param("words", words.query())
                .param("from", period.sqlFrom())
                .param("to", period.sqlTo())
                .param("medium", wanted.messageMedium().map(Medium::name).orElse(null))
                .param("most", most)
                .query(UUID.class)
                .list());
        found.addAll(processes.withIncident(period.from(), period.to(), Optional.of(words.query()), most));
        return found;
    }

    private LookedUp inTrouble(Trouble trouble, Wanted wanted, Period period) {
        return LookedUp.of(
                switch (trouble) {
                    case INCIDENT -> processes.withIncident(period.from(), period.to(), Optional.empty(), ONE_MORE);
                    case OUT_OF_STEP -> outOfStep(period);
                    case UNDELIVERED -> undelivered(wanted, period);
                });
    }

    private List<UUID> outOfStep(Period period) {
        return jdbc.sql(
                        "select id from failed_call_case where out_of_step is not null and opened_at >= ? and opened_at < ?"
                                + " order by opened_at desc limit ?")
                .params(period.sqlFrom(), period.sqlTo(), ONE_MORE)
                .query(UUID.class)
                .list();
    }

    private List<UUID> undelivered(Wanted wanted, Period period) {
        return jdbc.sql("""
                        select case_id from outbound_message
                         where state in ('FAILED', 'SET_ASIDE') and created_at >= :from and created_at < :to
                           and kind <> 'STANDING' and (:medium::text is null or medium = :medium)
                         order by created_at desc limit :most
                        """)
                .param("from", period.sqlFrom())
                .param("to", period.sqlTo())
                .param("medium", wanted.messageMedium().map(Medium::name).orElse(null))
                .param("most", ONE_MORE)
                .query(UUID.class)
                .list();
    }
}
