package io.ringback.telephony.callcontrol;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which case a voice call speaks for. It has an id of its own, as a message may need several calls. */
@Component
class VoiceCallCases implements StrandsOfCases {

    private final JdbcClient jdbc;

    VoiceCallCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Strand.Kind kind() {
        return Strand.Kind.MESSAGE;
    }

    @Override
    public Map<String, UUID> casesOf(Collection<String> ids) {
        Map<String, UUID> found = new HashMap<>();
        jdbc.sql("select id, case_id from voice_call where id = any (?::uuid[])")
                .param(ids.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("id"), row.getObject("case_id", UUID.class));
                });
        return found;
    }
}
