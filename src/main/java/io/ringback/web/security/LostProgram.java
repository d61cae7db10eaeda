package io.ringback.web.security;

import io.ringback.agenda.LostClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;

/** Has liveness say that this node is to be restarted, once a request has met a class of its program that is lost. */
final class LostProgram {

    private static final Logger LOG = LoggerFactory.getLogger(LostProgram.class);

    private final ApplicationEventPublisher events;

    LostProgram(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** A request has failed. */
    void heed(Throwable failure) {
        if (LostClass.isBehind(failure)) {
            LOG.error("This node has lost a class of its program and is to be restarted", failure);
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
    }
}
