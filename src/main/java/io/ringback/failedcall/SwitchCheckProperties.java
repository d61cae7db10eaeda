package io.ringback.failedcall;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The two accounts that {@code bin/check-switch} calls with: addresses that no person has, as the switch tells them. Empty: there are
 * none, and no call is noted.
 *
 * @param caller who calls
 * @param callee who is called
 */
@ConfigurationProperties("ringback.switch-check")
record SwitchCheckProperties(
        @DefaultValue("") String caller, @DefaultValue("") String callee) {}
