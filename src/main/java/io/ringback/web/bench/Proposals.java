package io.ringback.web.bench;

import io.ringback.web.bench.Drafts.Draft;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What analysts want to have in force, and what was said about it. */
@Component
class Proposals {

    private final JdbcClient jdbc;
    private final Clock clock;

    Proposals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What became of a proposal. */
    enum State {
        OPEN("open"),
        DEPLOYED("in force"),
        REFUSED("refused"),
        WITHDRAWN("withdrawn");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * One proposal. What is in its files does not change any more.
     *
     * @param decidedBy who put it into force, refused or withdrew it
     */
    record Proposal(
            long id,
            String by,
            Instant at,
            String why,
            State state,
            Optional<String> decidedBy,
            Optional<Instant> decidedAt,
            List<String> files) {

        public boolean isOpen() {
            return state == State.OPEN;
        }

        public boolean isWords() {
            return files.stream().allMatch(BenchedWords::isWords);
        }
    }

    /** What somebody said about a proposal. */
    record Remark(Instant at, String who, String remark) {}

    /** Adds an open proposal; the caller has a transaction. */
    long add(String by, String why, List<Draft> drafts) {
        long id = jdbc.sql("insert into bench_proposal (proposed_by, proposed_at, why, state) values (?, ?, ?, 'OPEN')"
                        + " returning id")
                .params(by, now(), why)
                .query(Long.class)
                .single();
        drafts.forEach(draft -> jdbc.sql(
                        "insert into bench_proposed_file (proposal_id, file, content, based_on) values (?, ?, ?, ?)")
                .params(id, draft.file(), draft.content(), draft.basedOn())
                .update());
        return id;
    }

    /** The open ones first, then the newest of the others. */
    List<Proposal> newest(int most) {
        return jdbc.sql("select p.*, (select array_agg(file order by file) from bench_proposed_file f"
                        + " where f.proposal_id = p.id) as files"
                        + " from bench_proposal p order by state <> 'OPEN', id desc limit ?")
                .param(most)
                .query(Proposals::read)
                .list();
    }

    /** Those of diagrams and tables among the newest: with words, no case goes another way. */
    List<Proposal> drawn(int most) {
        return newest(most).stream().filter(one -> !one.isWords()).toList();
    }

    Optional<Proposal> of(long id) {
        return jdbc.sql("select p.*, (select array_agg(file order by file) from bench_proposed_file f"
                        + " where f.proposal_id = p.id) as files from bench_proposal p where id = ?")
                .param(id)
                .query(Proposals::read)
                .optional();
    }

    /** By name, what is in its files. */
    SortedMap<String, byte[]> contents(long id) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        jdbc.sql("select file, content from bench_proposed_file where proposal_id = ?")
                .param(id)
                .query(row -> {
                    files.put(row.getString("file"), row.getBytes("content"));
                });
        return files;
    }

    /** What its drafts were when they were proposed. */
    List<Draft> drafts(Proposal proposal) {
        return jdbc.sql("select file, content, based_on from bench_proposed_file where proposal_id = ? order by file")
                .param(proposal.id())
                .query((row, number) -> new Draft(
                        proposal.by(),
                        row.getString("file"),
                        row.getBytes("content"),
                        row.getString("based_on"),
                        proposal.why(),
                        proposal.at()))
                .list();
    }

    /**
     * Closes an open proposal.
     *
     * @return whether it was open
     */
    boolean decide(long id, State state, String who) {
        return jdbc.sql("update bench_proposal set state = ?, decided_by = ?, decided_at = ?"
                                + " where id = ? and state = 'OPEN'")
                        .params(state.name(), who, now(), id)
                        .update()
                == 1;
    }

    void remark(long id, String who, String remark) {
        jdbc.sql("insert into bench_remark (proposal_id, at, who, remark) values (?, ?, ?, ?)")
                .params(id, now(), who, remark)
                .update();
    }

    /** In order. */
    List<Remark> remarks(long id) {
        return jdbc.sql("select at, who, remark from bench_remark where proposal_id = ? order by id")
                .param(id)
                .query((row, number) ->
                        new Remark(row.getTimestamp("at").toInstant(), row.getString("who"), row.getString("remark")))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Proposal read(ResultSet row, int number) throws SQLException {
        return new Proposal(
                row.getLong("id"),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("why"),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getTimestamp("decided_at")).map(Timestamp::toInstant),
                List.of((String[]) row.getArray("files").getArray()));
    }
}
