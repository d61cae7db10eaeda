package io.ringback.wording;

import io.ringback.cases.CaseState;
import io.ringback.delivery.SentMessages;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds how an open case stands, as its caller is told. */
@Component
public class HowCasesStand {

    private final SentMessages sent;
    private final WordingInForce wording;
    private final Clock clock;

    HowCasesStand(SentMessages sent, WordingInForce wording, Clock clock) {
        this.sent = sent;
        this.wording = wording;
        this.clock = clock;
    }

    /**
     * How it stands now.
     *
     * @param state of the case
     * @param timeZone the caller's
     * @param language the caller's
     * @throws IllegalStateException if it has only just been opened, or has ended: nothing can be said of it
     */
    public StandingView of(UUID caseId, CaseState state, String calleeName, ZoneId timeZone, Locale language) {
        Optional<Instant> told = state == CaseState.WAITING_FOR_CALLEE ? sent.notifiedAt(caseId) : Optional.empty();
        Standing standing =
                switch (state) {
                    case ASKING_CALLER -> Standing.ASKED;
                    case WAITING_FOR_CALLEE -> told.isPresent() ? Standing.TOLD : Standing.NOT_YET_TOLD;
                    case CONNECTING -> Standing.CONNECTING;
                    case INFORMING_CALLER -> Standing.INFORMING;
                    case OPENED, ENDED ->
                        throw new IllegalStateException("Nothing can be said of a case that is " + state + ".");
                };
        return new StandingView(
                calleeName, standing, told.map(at -> wording.whenSaid(at, clock.instant(), timeZone, language)));
    }
}
