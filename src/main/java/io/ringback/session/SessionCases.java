package io.ringback.session;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which case a session identifier acts on, by its hash. */
@Component
class SessionCases implements StrandsOfCases {

    private final JdbcClient jdbc;

    SessionCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Strand.Kind kind() {
        return Strand.Kind.SESSION;
    }

    @Override
    public Map<String, UUID> casesOf(Collection<String> ids) {
        Map<String, UUID> found = new HashMap<>();
        jdbc.sql("""
                        select s.hash, m.case_id from session_identifier s join outbound_message m on m.id = s.message_id
                         where s.hash = any (?)
                        """)
                .param(ids.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new))
                .query(row -> {
                    found.put(HexFormat.of().formatHex(row.getBytes("hash")), row.getObject("case_id", UUID.class));
                });
        return found;
    }
}
