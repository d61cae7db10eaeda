package io.ringback.wording;

import java.util.Optional;

/**
 * What a caller who calls again hears of the open case. Never when the callee's quiet hours end, and no address.
 *
 * @param calleeName who could not be reached
 * @param standing how the case stands
 * @param told when the callee was told, in words of the caller's language and on the caller's clock; empty if not yet
 */
public record StandingView(String calleeName, Standing standing, Optional<String> told) {}
