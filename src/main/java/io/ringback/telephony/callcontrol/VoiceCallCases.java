package io.ringback.telephony.callcontrol;

import io.ringback.ladder.Strand;
import io.ringback.ladder.StrandsOfCases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which case a voice call speaks for. It has an id of its own, as a message may need several calls. */
@Component
class VoiceCallCases extends StrandsOfCases {

    VoiceCallCases(JdbcClient jdbc) {
        super(
                Strand.Kind.MESSAGE,
                jdbc,
                "select id, case_id from voice_call where id = any (?::uuid[]) and case_id is not null");
    }
}
