package io.ringback.media.mms;

import java.util.Map;
import java.util.Optional;

/**
 * What an MMStatus of a delivery report says of a message (TS 23.140, 8.7.3 and {@code mmDeliveryStatusType}), or of a
 * status that relays send besides.
 */
final class DeliveryStatus {

    /**
     * Forwarded, Deferred and Processing are missing: more is to come. Some relays say Forwarded as soon as the network has
     * the message, and Rejected afterwards. Indeterminate is all that is ever told where a network gives no reports, and
     * then nobody is to be written to twice.
     */
    private static final Map<String, Boolean> OUTCOMES = Map.of(
            "Retrieved", true,
            "Delivered", true,
            "Indeterminate", true,
            "Expired", false,
            "Rejected", false,
            "Unrecognised", false,
            "Unreachable", false,
            "DeliveryConditionNotMet", false,
            "Cancelled", false);

    private DeliveryStatus() {}

    /** Whether the message was delivered; empty if that is not decided yet. */
    static Optional<Boolean> delivered(String status) {
        return Optional.ofNullable(OUTCOMES.get(status));
    }
}
