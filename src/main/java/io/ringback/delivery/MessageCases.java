package io.ringback.delivery;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose message an outbound message is. A connection has the id of the message that asked for it. */
@Component
class MessageCases extends StrandsOfCases {

    MessageCases(JdbcClient jdbc) {
        super(Strand.Kind.MESSAGE, jdbc, "select id, case_id from outbound_message where id = any (?::uuid[])");
    }
}
