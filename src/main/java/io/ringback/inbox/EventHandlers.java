package io.ringback.inbox;

import io.ringback.inbox.EventHandler.Handling;
import java.util.Objects;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All that handle events. */
@Component
class EventHandlers {

    private final ObjectProvider<EventHandler> handlers;

    EventHandlers(ObjectProvider<EventHandler> handlers) {
        this.handlers = handlers;
    }

    /** Has the one handler of its kind handle an event. What is logged meanwhile says of which case it is. */
    Handling handle(InboundEvent event) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable("caseId", Objects.toString(event.caseId(), null))) {
            return handlers.stream()
                    .filter(handler -> handler.handles(event.kind()))
                    .findAny()
                    .orElseThrow(() -> new IllegalStateException("Nothing handles events of kind " + event.kind()))
                    .handle(event);
        }
    }
}
