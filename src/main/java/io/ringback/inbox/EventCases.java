package io.ringback.inbox;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which case an event opened or belongs to. */
@Component
class EventCases implements StrandsOfCases {

    private final JdbcClient jdbc;

    EventCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Strand.Kind kind() {
        return Strand.Kind.EVENT;
    }

    @Override
    public Map<String, UUID> casesOf(Collection<String> ids) {
        Map<String, UUID> found = new HashMap<>();
        jdbc.sql("select id, case_id from inbound_event where id = any (?) and case_id is not null")
                .param(ids.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("id"), row.getObject("case_id", UUID.class));
                });
        return found;
    }
}
