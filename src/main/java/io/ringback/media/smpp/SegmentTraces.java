package io.ringback.media.smpp;

import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Segments of a short message whose other segments have not come yet: whoever is erased has not written it. */
@Component
class SegmentTraces implements Traces {

    private final JdbcClient jdbc;

    SegmentTraces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void erase(Erased who) {
        jdbc.sql("delete from sms_segment where sender like any (:numbers) or recipient like any (:numbers)")
                .param("numbers", who.textPatterns())
                .update();
    }
}
