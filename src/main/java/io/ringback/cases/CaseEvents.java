package io.ringback.cases;

import io.ringback.directory.Medium;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells what happens to cases, from the journal, in the order of its entries, from when it is first asked to. Each event is told at least
 * once: what was told when a node died is told once more.
 *
 * <p>Entries can be overtaken: one with a greater number may be there first. Nothing behind a missing entry is told before all
 * transactions that may still bring it have ended.
 */
@Component
public class CaseEvents {

    /** Who is told. An exception means that the event was not taken; it is told again. */
    @FunctionalInterface
    public interface Follower {
        void take(CaseEvent event) throws Exception;
    }

    private static final int PORTION = 200;

    /** The longest that a transaction is between taking the number of an entry and showing in a snapshot. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private final JdbcClient jdbc;

    CaseEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Entry(long id, List<CaseEvent> events) {}

    private record Standing(long last, boolean isMissing, boolean isGone) {}

    /**
     * Tells what has happened since the last time, a portion of it. No two may do so at a time.
     *
     * @return whether there may be more
     * @throws Exception what {@code follower} threw; the entries that it took whole before are not told again
     */
    public boolean tell(Follower follower) throws Exception {
        Optional<Standing> known = standing();
        if (known.isEmpty()) {
            begin();
            return false;
        }
        Standing standing = known.get();
        List<Entry> entries = entriesAfter(standing.last());
        long told = standing.last();
        try {
            for (Entry entry : entries) {
                boolean isNext = entry.id() == told + 1;
                if (!isNext && !(told == standing.last() && standing.isGone())) {
                    break;
                }
                for (CaseEvent event : entry.events()) {
                    follower.take(event);
                }
                told = entry.id();
            }
        } finally {
            keep(
                    standing,
                    told,
                    !entries.isEmpty() && entries.get(entries.size() - 1).id() > told);
        }
        return entries.size() == PORTION && told > standing.last();
    }

    private void begin() {
        jdbc.sql("insert into told_case_events (last_entry) select coalesce(max(id), 0) from journal_entry"
                        + " on conflict do nothing")
                .update();
    }

    private Optional<Standing> standing() {
        return jdbc.sql("""
                        select last_entry, missing_since is not null as missing,
                               coalesce(missing_before <= pg_snapshot_xmin(pg_current_snapshot())
                                        and missing_since < now() - make_interval(secs => :unseen), false) as gone
                          from told_case_events
                        """)
                .param("unseen", UNSEEN.toSeconds())
                .query((row, number) ->
                        new Standing(row.getLong("last_entry"), row.getBoolean("missing"), row.getBoolean("gone")))
                .optional();
    }

    private List<Entry> entriesAfter(long last) {
        return jdbc.sql(
                        "select id, case_id, at, step, medium, result from journal_entry where id > ? order by id limit ?")
                .params(last, PORTION)
                .query(CaseEvents::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        UUID caseId = row.getObject("case_id", UUID.class);
        Timestamp[] at = (Timestamp[]) row.getArray("at").getArray();
        String[] steps = texts(row.getArray("step"));
        String[] media = texts(row.getArray("medium"));
        String[] results = texts(row.getArray("result"));
        List<CaseEvent> events = new ArrayList<>();
        for (int line = 0; line < at.length; line++) {
            events.add(new CaseEvent(
                    id + "-" + (line + 1),
                    caseId,
                    at[line].toInstant(),
                    Journal.Step.valueOf(steps[line]),
                    media[line] == null ? null : Medium.valueOf(media[line]),
                    results[line]));
        }
        return new Entry(id, events);
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    /** @param isOvertaken whether there are entries behind one that is missing */
    private void keep(Standing before, long told, boolean isOvertaken) {
        if (told > before.last()) {
            jdbc.sql("update told_case_events set last_entry = ?, missing_since = null, missing_before = null"
                            + " where last_entry = ?")
                    .params(told, before.last())
                    .update();
        } else if (isOvertaken && !before.isMissing()) {
            jdbc.sql("update told_case_events set missing_since = now(),"
                            + " missing_before = pg_snapshot_xmax(pg_current_snapshot()) where last_entry = ?")
                    .param(told)
                    .update();
        }
    }
}
