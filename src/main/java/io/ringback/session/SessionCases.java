package io.ringback.session;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which case a session identifier acts on, by its hash. */
@Component
class SessionCases extends StrandsOfCases {

    SessionCases(JdbcClient jdbc) {
        super(Strand.Kind.SESSION, jdbc, """
                select encode(s.hash, 'hex') as id, m.case_id
                  from session_identifier s join outbound_message m on m.id = s.message_id
                 where s.hash = any (array(select decode(one, 'hex') from unnest(?::text[]) as one))
                """);
    }
}
