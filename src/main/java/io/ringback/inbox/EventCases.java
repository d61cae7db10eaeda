package io.ringback.inbox;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which case an event opened or belongs to. */
@Component
class EventCases extends StrandsOfCases {

    EventCases(JdbcClient jdbc) {
        super(
                Strand.Kind.EVENT,
                jdbc,
                "select id, case_id from inbound_event where id = any (?) and case_id is not null");
    }
}
