package io.ringback.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When somebody counts as seen.
 *
 * @param unlessOptedOut whether people who have said nothing about it may be seen; those who have said no never are
 * @param offFor for how long a message must have been on its way to a device for its arrival to be a sign that the device was off before
 */
@ConfigurationProperties("ringback.callee-seen")
public record SeenProperties(
        @DefaultValue("false") boolean unlessOptedOut,
        @DefaultValue("5m") Duration offFor) {}
