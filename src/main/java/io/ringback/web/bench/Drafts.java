package io.ringback.web.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each analyst is at work on. A draft is its analyst's own; others see that it is there. */
@Component
class Drafts {

    private final JdbcClient jdbc;

    Drafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A file that somebody is changing.
     *
     * @param basedOn the fingerprint of what was in force when it was begun; empty if nothing was
     * @param note what the analyst says about it
     */
    record Draft(String analyst, String file, byte[] content, String basedOn, String note, Instant changedAt) {

        public boolean isWords() {
            return BenchedWords.isWords(file);
        }
    }

    /** Who is changing what, since when. */
    record AtWork(String analyst, String file, Instant changedAt) {}

    Optional<Draft> of(String analyst, String file) {
        return jdbc.sql("select * from bench_draft where analyst = ? and file = ?")
                .params(analyst, file)
                .query(Drafts::read)
                .optional();
    }

    List<Draft> of(String analyst) {
        return jdbc.sql("select * from bench_draft where analyst = ? order by file")
                .param(analyst)
                .query(Drafts::read)
                .list();
    }

    /** What everybody is changing. */
    List<AtWork> all() {
        return jdbc.sql("select analyst, file, changed_at from bench_draft order by file, analyst")
                .query((row, number) -> new AtWork(
                        row.getString("analyst"),
                        row.getString("file"),
                        row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    /** Keeps a draft; of one that is there already, what it is based on stays. */
    void keep(Draft draft) {
        jdbc.sql(
                        "insert into bench_draft (analyst, file, content, based_on, note, changed_at) values (?, ?, ?, ?, ?, ?)"
                                + " on conflict (analyst, file) do update set content = excluded.content, note = excluded.note,"
                                + " changed_at = excluded.changed_at")
                .params(
                        draft.analyst(),
                        draft.file(),
                        draft.content(),
                        draft.basedOn(),
                        draft.note(),
                        Timestamp.from(draft.changedAt()))
                .update();
    }

    /** The analyst has seen what is in force by now, and keeps the draft all the same. */
    void baseOn(String analyst, String file, String basedOn) {
        jdbc.sql("update bench_draft set based_on = ? where analyst = ? and file = ?")
                .params(basedOn, analyst, file)
                .update();
    }

    void discard(String analyst, String file) {
        jdbc.sql("delete from bench_draft where analyst = ? and file = ?")
                .params(analyst, file)
                .update();
    }

    private static Draft read(ResultSet row, int number) throws SQLException {
        return new Draft(
                row.getString("analyst"),
                row.getString("file"),
                row.getBytes("content"),
                row.getString("based_on"),
                row.getString("note"),
                row.getTimestamp("changed_at").toInstant());
    }
}
