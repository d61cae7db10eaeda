package io.ringback.inbox;

import io.ringback.inbox.EventHandler.Handling;
import io.ringback.tracing.TracedStep;
import io.ringback.tracing.Tracing;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** All that handle events. */
@Component
class EventHandlers {

    private final Supplier<List<EventHandler>> handlers;
    private final Tracing tracing;

    EventHandlers(ObjectProvider<EventHandler> handlers, Tracing tracing) {
        this.tracing = tracing;
        // Some of them send events themselves.
        this.handlers = SingletonSupplier.of(() -> handlers.stream().toList());
    }

    /** Has the one handler of its kind handle an event. What is logged meanwhile says of which case it is. */
    Handling handle(InboundEvent event) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable("caseId", Objects.toString(event.caseId(), null));
                TracedStep ignoredStep = tracing.handled(event.kind(), event.caseId())) {
            return handlers.get().stream()
                    .filter(handler -> handler.handles(event.kind()))
                    .findAny()
                    .orElseThrow(() -> new IllegalStateException("Nothing handles events of kind " + event.kind()))
                    .handle(event);
        }
    }
}
