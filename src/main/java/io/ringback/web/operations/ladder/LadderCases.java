package io.ringback.web.operations.ladder;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the case of a ladder, with the calls that became a part of it. */
@Component
class LadderCases {

    private final JdbcClient jdbc;

    LadderCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<LadderCase> find(UUID id) {
        return jdbc.sql("""
                        select c.id, caller.name as caller, callee.name as callee,
                               array(select j.id from failed_call_case j where j.joined_to = c.id order by j.id limit 100) as joined
                          from failed_call_case c
                          left join person caller on caller.id = c.caller_id
                          left join person callee on callee.id = c.callee_id
                         where c.id = ?
                        """)
                .param(id)
                .query((row, number) -> new LadderCase(
                        id,
                        Stream.concat(Stream.of(id), Arrays.stream((UUID[])
                                        row.getArray("joined").getArray()))
                                .toList(),
                        Stream.of(row.getString("caller"), row.getString("callee"))
                                .filter(Objects::nonNull)
                                .toList()))
                .optional();
    }
}
