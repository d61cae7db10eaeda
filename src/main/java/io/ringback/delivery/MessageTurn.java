package io.ringback.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * When a message may leave.
 *
 * @param heldUntil not before; empty: at once
 * @param heldBy the cap that holds it back, as a setting below {@code ringback.caps} or {@code message-caps} with a column of the table;
 *     empty if none does
 * @param range the number range of the settings that it counts for; empty if none
 * @param tableRange the same of the analysts' table
 */
public record MessageTurn(
        Optional<Instant> heldUntil, Optional<String> heldBy, Optional<String> range, Optional<String> tableRange) {

    /** That of a message that no cap is for. */
    static MessageTurn uncapped(Optional<Instant> heldUntil) {
        return new MessageTurn(heldUntil, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Why it waits, for operators; empty if it does not. */
    public Optional<String> reason() {
        return heldBy.map(cap -> "held back until " + heldUntil.orElseThrow() + " by "
                        + (CapInForce.isOfTable(cap) ? "the table " : "ringback.caps.") + cap)
                .or(() -> heldUntil.map(until -> "held until the quiet hours end"));
    }
}
