package io.ringback.web.operations.find;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the cases of one page of a list. */
@Component
class CasesInList {

    private final JdbcClient jdbc;

    CasesInList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of {@code ids}. */
    List<CaseInList> read(List<UUID> ids) {
        return jdbc.sql("""
                        select c.*, caller.name as caller_name, callee.name as callee_name,
                               (select m.problem from outbound_message m
                                 where m.case_id = c.id and m.state in ('WAITING', 'FAILED', 'SET_ASIDE')
                                   and m.kind <> 'STANDING' and m.problem is not null
                                 order by m.created_at desc limit 1) as last_problem
                          from unnest(:ids::uuid[]) with ordinality as wanted (id, place)
                          join failed_call_case c on c.id = wanted.id
                          left join person caller on caller.id = c.caller_id
                          left join person callee on callee.id = c.callee_id
                         order by wanted.place
                        """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(CasesInList::read)
                .list();
    }

    private static CaseInList read(ResultSet row, int number) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new CaseInList(
                row.getObject("id", UUID.class),
                row.getTimestamp("opened_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("caller_name"),
                row.getString("callee_name"),
                row.getString("failed_medium"),
                row.getString("cause"),
                row.getInt("attempts"),
                row.getString("state"),
                row.getString("outcome"),
                row.getString("out_of_step") != null,
                row.getString("last_problem"));
    }
}
