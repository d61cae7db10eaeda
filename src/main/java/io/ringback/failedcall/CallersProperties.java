package io.ringback.failedcall;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is believed of callers.
 *
 * @param untold what a call counts as of which nobody says whether the caller is who it says they are
 */
@ConfigurationProperties("ringback.callers")
public record CallersProperties(@DefaultValue("NOT_TOLD") CallerIdentity untold) {}
