package io.ringback.wording;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which files of texts were changed for all nodes: by whom, when and why. Owner of {@code wording_change} and {@code wording_changed_file}. */
@Component
class WordingChanges {

    private static final String CHANGES =
            "select c.*, (select array_agg(file order by file) from wording_changed_file f where f.change_id = c.id) as files"
                    + " from wording_change c";

    private final JdbcClient jdbc;

    WordingChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Has others wait until the caller's transaction ends, so that one change comes after the other. */
    void lock() {
        jdbc.sql("lock table wording_change in share row exclusive mode").update();
    }

    /** The number of the newest change; 0 if there is none. */
    long newest() {
        return jdbc.sql("select coalesce(max(id), 0) from wording_change")
                .query(Long.class)
                .single();
    }

    /** What is in force by the changes, by path. */
    SortedMap<String, byte[]> inForce() {
        return files("select distinct on (file) file, content from wording_changed_file order by file, change_id desc");
    }

    /** What was in force of a change's files before it, by path; null where they had no texts of their own. */
    SortedMap<String, byte[]> before(long change) {
        SortedMap<String, byte[]> before = new TreeMap<>();
        jdbc.sql(
                        "select f.file, (select b.content from wording_changed_file b where b.file = f.file and b.change_id < ?"
                                + " order by b.change_id desc limit 1) as content from wording_changed_file f where f.change_id = ?")
                .params(change, change)
                .query(row -> {
                    before.put(row.getString("file"), row.getBytes("content"));
                });
        return before;
    }

    private SortedMap<String, byte[]> files(String sql) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        jdbc.sql(sql).query(row -> {
            byte[] content = row.getBytes("content");
            if (content != null) {
                files.put(row.getString("file"), content);
            }
        });
        return files;
    }

    /** The newest first. */
    List<WordingChange> last(int most) {
        return jdbc.sql(CHANGES + " order by id desc limit ?")
                .param(most)
                .query(WordingChanges::read)
                .list();
    }

    /** @param files by path; null where there are no texts of their own any more */
    void add(WordingChange change, Map<String, byte[]> files) {
        long id = jdbc.sql(
                        "insert into wording_change (at, operator, proposed_by, why, takes_back) values (?, ?, ?, ?, ?)"
                                + " returning id")
                .params(
                        Timestamp.from(change.at()),
                        change.operator(),
                        change.proposedBy().orElse(null),
                        change.why().orElse(null),
                        change.takesBack().orElse(null))
                .query(Long.class)
                .single();
        files.forEach((file, content) -> jdbc.sql(
                        "insert into wording_changed_file (file, change_id, content) values (?, ?, ?)")
                .params(file, id, content)
                .update());
    }

    private static WordingChange read(ResultSet row, int number) throws SQLException {
        return new WordingChange(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("operator"),
                Optional.ofNullable(row.getString("proposed_by")),
                Optional.ofNullable(row.getString("why")),
                Optional.ofNullable(row.getObject("takes_back", Long.class)),
                List.of((String[]) row.getArray("files").getArray()));
    }

    /** What is not stored yet has no number and no files. */
    static WordingChange of(
            Instant at, String operator, Optional<String> proposedBy, Optional<String> why, Optional<Long> takesBack) {
        return new WordingChange(0, at, operator, proposedBy, why, takesBack, List.of());
    }
}
