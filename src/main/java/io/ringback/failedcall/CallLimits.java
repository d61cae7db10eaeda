package io.ringback.failedcall;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a call may have happened to be of interest still.
 *
 * @param oldest how long ago at most
 * @param clockSkew how far the sender's clock may be ahead of ours
 */
@ConfigurationProperties("ringback.calls")
record CallLimits(
        @DefaultValue("7d") Duration oldest,
        @DefaultValue("5m") Duration clockSkew) {}
