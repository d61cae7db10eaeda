package io.ringback.arrival;

import io.ringback.ladder.Ladder;
import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Upright;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Puts on the ladder of its case what a medium brought, as it came, once it is stored: what comes again because it could not be stored is
 * there once. Its case may be found only while it is handled.
 */
@Component
class CameIn {

    /** The property of an exchange that says how what it carries came. */
    static final String HOW = "ringback.came";

    private final Ladder ladder;
    private final Clock clock;

    CameIn(Ladder ladder, Clock clock) {
        this.ladder = ladder;
        this.clock = clock;
    }

    /** @param handIn stores it, and says by which strand its case will be found */
    void take(Exchange exchange, Fields fields, Function<Fields, Strand> handIn) {
        Instant came = clock.instant();
        Strand strand = handIn.apply(fields);
        AsItCame how = exchange.getProperty(HOW, AsItCame.class);
        if (how instanceof AsItCame.Seen seen) {
            ladder.tie(seen.strand(), strand);
        } else if (how instanceof AsItCame.Said said) {
            ladder.note(
                    new Rung(came, said.protocol(), said.from(), End.of(Upright.RINGBACK), said.label(), said.text()),
                    List.of(strand));
        }
    }
}
