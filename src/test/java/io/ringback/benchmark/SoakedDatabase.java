package io.ringback.benchmark;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a soak asks the database. */
final class SoakedDatabase {

    private static final String STANDING = """
            select (select count(*) from failed_call_case where outcome is null) as open,
                   (select count(*) from failed_call_case where outcome is not null) as ended,
                   (select coalesce(sum(cases), 0) from soaked_forgotten where outcome is not null) as forgotten,
                   (select coalesce(sum(cases), 0) from soaked_forgotten where outcome is null) as lost,
                   (select count(*) from inbound_event where kind = 'FAILED_CALL' and state not in ('HANDLED', 'LATE'))
                       as stored,
                   (select count(*) from act_ru_incident) as incidents,
                   coalesce((select extract(epoch from now.at - min(duedate_::timestamptz)) from act_ru_job
                              where retries_ > 0 and handler_type_ <> 'history-cleanup'), 0) / 60 as late,
                   coalesce((select extract(epoch from now.at - min(ended_at)) from failed_call_case), 0) / 3600 as oldest
              from (select coalesce(max(opened_at), now()) as at from failed_call_case) now
            """;

    /**
     * How things stand, by Ringback's clock.
     *
     * @param open cases
     * @param ended cases that are there
     * @param forgotten cases that had ended
     * @param lost cases that were deleted while they were open
     * @param stored calls that have opened no case yet
     * @param incidents cases that do not go on by themselves
     * @param late for how many minutes the timer has been due that is due for longest; negative if none is due
     * @param oldest how many hours ago the case ended that ended first
     */
    record Standing(
            long open, long ended, long forgotten, long lost, long stored, long incidents, double late, double oldest) {

        /** Cases that are not lost. */
        long there() {
            return open + ended + forgotten + stored;
        }
    }

    private final Database database;
    private final JdbcClient jdbc;

    SoakedDatabase(Database database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /** Has it count what is deleted, and has vacuum look as often as it would in a day. */
    void prepare() {
        database.runTogether(List.of(
                "create table soaked_forgotten (outcome text, cases bigint not null)",
                """
                create function soaked_forgotten() returns trigger language plpgsql as $$
                begin
                    insert into soaked_forgotten select outcome, count(*) from gone group by outcome;
                    return null;
                end $$
                """,
                "create trigger soaked_forgotten after delete on failed_call_case referencing old table as gone"
                        + " for each statement execute function soaked_forgotten()"));
        database.runAlone("alter system set autovacuum_naptime = '1s'");
        database.runAlone("select pg_reload_conf()");
    }

    Standing standing() {
        return jdbc.sql(STANDING).query(Standing.class).single();
    }

    List<Relation> relations() {
        return Relation.all(jdbc);
    }

    /** Every table and index with nothing but its live rows. */
    List<Relation> writtenAnew() {
        database.runAlone("vacuum full");
        return relations();
    }
}
