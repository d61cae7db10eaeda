package io.ringback.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code ringback.tracing}.
 *
 * @param endpoint where spans are posted to, OTLP over HTTP: {@code http://localhost:4318/v1/traces}; empty for no traces
 * @param share of the events that are traced, from 0 to 1
 */
@ConfigurationProperties("ringback.tracing")
record TracingProperties(
        @DefaultValue("") String endpoint,
        @DefaultValue("1") double share) {

    TracingProperties {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "ringback.tracing.share is " + share + "; set it to 0 (none) up to 1 (all), such as 0.1");
        }
    }
}
