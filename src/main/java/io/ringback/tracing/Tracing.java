package io.ringback.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.UUID;

/**
 * Has whoever wants it see how an event leads to messages: a trace from its reception by its transaction and the hand-over to the adapter.
 * What the agenda picks later begins a trace of its own, and is found by the same {@code case.id}. Off, it makes nothing.
 */
public final class Tracing implements AutoCloseable {

    /** The case that a step is of. */
    static final String CASE_ID = "case.id";

    private static final Tracing OFF = new Tracing(null);

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param provider null for none */
    Tracing(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("io.ringback");
    }

    /** Traces nothing. */
    public static Tracing off() {
        return OFF;
    }

    /** An event comes in. */
    public TracedStep received(Enum<?> kind, UUID caseId) {
        return tracer == null ? TracedStep.NONE : begin("event " + kind, SpanKind.CONSUMER, Context.current(), caseId);
    }

    /** A part of what this thread traces now. */
    public TracedStep step(String name, UUID caseId) {
        return tracer == null ? TracedStep.NONE : begin(name, SpanKind.INTERNAL, Context.current(), caseId);
    }

    /** An event is handled: in the trace of its reception, or later and in one of its own. */
    public TracedStep handled(Enum<?> kind, UUID caseId) {
        return tracer == null ? TracedStep.NONE : step("handle " + kind, caseId);
    }

    /** Where this thread is. */
    public Trail trail() {
        return tracer == null ? Trail.NONE : new Trail(Context.current());
    }

    /** The same trace goes on in this thread. */
    public TracedStep goOn(Trail trail, String name, UUID caseId) {
        return tracer == null ? TracedStep.NONE : begin(name, SpanKind.INTERNAL, trail.context(), caseId);
    }

    /** The same trace goes on in this thread, with a message at the adapter of its medium. */
    public TracedStep atTheAdapter(Trail trail, Enum<?> medium, Enum<?> kind, UUID caseId) {
        return tracer == null
                ? TracedStep.NONE
                : begin("send " + kind + " by " + medium, SpanKind.CLIENT, trail.context(), caseId);
    }

    @SuppressWarnings("MustBeClosedChecker") // The step closes it.
    private TracedStep begin(String name, SpanKind kind, Context parent, UUID caseId) {
        Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        if (caseId != null) {
            span.setAttribute(CASE_ID, caseId.toString());
        }
        Scope scope = parent.with(span).makeCurrent();
        return new TracedStep() {
            @Override
            public void failed(Throwable problem) {
                span.setStatus(StatusCode.ERROR, problem.getClass().getSimpleName());
            }

            @Override
            public void close() {
                scope.close();
                span.end();
            }
        };
    }

    /** Sends what has not left yet. */
    @Override
    public void close() {
        if (provider != null) {
            provider.close();
        }
    }
}
