/**
 * Traces of OpenTelemetry, from an event to the messages that it brings about, for whoever sets {@code ringback.tracing.endpoint}. In come
 * names and case ids of steps, never an address; out go spans, by OTLP over HTTP. Nobody else knows OpenTelemetry.
 */
package io.ringback.tracing;
