package io.ringback.engine;

import io.ringback.cases.SealedCase;
import io.ringback.directory.Person;
import io.ringback.failedcall.Cause;
import io.ringback.sealing.SealedAddresses;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Cases that are over, with their journals, as rows: as many as somebody wants to look back on. */
final class PastCases {

    private static final int AT_ONCE = 1000;

    private final JdbcTemplate jdbc;
    private final SealedAddresses addresses;

    PastCases(JdbcTemplate jdbc, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /** A call from one's first telephone to the other's. */
    record Past(Person caller, Person callee, Cause cause, Instant openedAt) {}

    /**
     * Adds them in this order.
     *
     * @param further entries of each one's journal after the first: they called again
     * @return their ids
     */
    List<UUID> add(List<Past> all, int further) {
        List<UUID> ids = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            ids.addAll(portion(all.subList(from, Math.min(all.size(), from + AT_ONCE)), further));
        }
        return ids;
    }

    private List<UUID> portion(List<Past> some, int further) {
        List<UUID> ids = some.stream().map(one -> UUID.randomUUID()).toList();
        List<Object[]> rows = new ArrayList<>();
        for (int place = 0; place < some.size(); place++) {
            Past one = some.get(place);
            UUID id = ids.get(place);
            Timestamp at = Timestamp.from(one.openedAt());
            rows.add(new Object[] {
                id,
                one.caller().id(),
                one.callee().id(),
                SealedCase.sealCaller(
                        addresses, id, one.caller().devices().get(0).address()),
                SealedCase.sealCallee(
                        addresses, id, one.callee().devices().get(0).address()),
                one.cause().name(),
                at,
                at,
                at,
                Timestamp.from(one.openedAt().plus(Duration.ofHours(1)))
            });
        }
        jdbc.batchUpdate("""
                insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed, failed_medium, cause,
                    first_tried_at, last_tried_at, state, outcome, opened_at, ended_at, names_stranger)
                values (?, ?, ?, ?, ?, 'VOICE', ?, ?, ?, 'ENDED', 'INFORMED', ?, ?, false)
                """, rows);
        jdbc.update("""
                insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)
                select a.id, array[(select c.opened_at from failed_call_case c where c.id = a.id)], array[case when n = 0 then 'CALL_FAILED' else 'CALLED_AGAIN' end],
                       array[case when n = 0 then 'VOICE' end], array[null], array[null], '{}', '{}'
                  from unnest(?::uuid[]) with ordinality as a (id, place) cross join generate_series(0, ?) n
                 order by a.place, n
                """, ids.stream().map(UUID::toString).toArray(String[]::new), further);
        return ids;
    }

    /**
     * Something that happened in a case, for its journal.
     *
     * @param medium null if by none
     * @param after the case was opened
     */
    record Told(String step, String medium, String result, Duration after) {}

    /** Adds the same to the journals of these cases. */
    void tell(List<UUID> ids, Told... lines) {
        jdbc.update(
                """
                insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)
                select c.id, array[c.opened_at + cast(l.after as interval)], array[l.step], array[l.medium],
                       array[l.result], array[null], '{}', '{}'
                  from unnest(?::uuid[]) a (id) join failed_call_case c on c.id = a.id
                 cross join unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                       as l (step, medium, result, after, place)
                 order by c.opened_at, l.place
                """,
                ids.stream().map(UUID::toString).toArray(String[]::new),
                Stream.of(lines).map(Told::step).toArray(String[]::new),
                Stream.of(lines).map(Told::medium).toArray(String[]::new),
                Stream.of(lines).map(Told::result).toArray(String[]::new),
                Stream.of(lines).map(line -> line.after().toString()).toArray(String[]::new));
    }
}
