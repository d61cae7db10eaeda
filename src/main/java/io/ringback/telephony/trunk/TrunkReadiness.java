package io.ringback.telephony.trunk;

import io.ringback.protocol.sip.UserAgent;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;

/**
 * Has the switch turn to another node while this one starts or is told to stop, as its pages and its readiness do. A request that came before
 * the routes are there would be refused for good, and a call would be lost.
 */
final class TrunkReadiness {

    private final UserAgent trunk;

    TrunkReadiness(UserAgent trunk) {
        this.trunk = trunk;
    }

    @EventListener
    void changed(AvailabilityChangeEvent<ReadinessState> change) {
        trunk.takeNewRequests(change.getState() == ReadinessState.ACCEPTING_TRAFFIC);
    }
}
