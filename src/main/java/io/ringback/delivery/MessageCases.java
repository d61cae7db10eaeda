package io.ringback.delivery;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose message an outbound message is. A connection has the id of the message that asked for it. */
@Component
class MessageCases implements StrandsOfCases {

    private final JdbcClient jdbc;

    MessageCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Strand.Kind kind() {
        return Strand.Kind.MESSAGE;
    }

    @Override
    public Map<String, UUID> casesOf(Collection<String> ids) {
        Map<String, UUID> found = new HashMap<>();
        jdbc.sql("select id, case_id from outbound_message where id = any (?::uuid[])")
                .param(ids.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("id"), row.getObject("case_id", UUID.class));
                });
        return found;
    }
}
