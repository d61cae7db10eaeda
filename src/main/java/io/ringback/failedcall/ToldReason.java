package io.ringback.failedcall;

import java.util.Optional;

/**
 * Why somebody called, as it was told with the call. Nothing of it has been looked at yet.
 *
 * @param line in the caller's own words, whatever they are; empty if there are none
 * @param urgency how urgent it is said to be
 */
public record ToldReason(Optional<String> line, Urgency urgency) {

    /** Nothing is said of it. */
    public static final ToldReason NONE = new ToldReason(Optional.empty(), Urgency.NORMAL);

    /** The same of what may be null. */
    public static ToldReason of(String line, Urgency urgency) {
        return new ToldReason(Optional.ofNullable(line), urgency == null ? Urgency.NORMAL : urgency);
    }

    /** What is written of it into logs. */
    @Override
    public String toString() {
        return "ToldReason[" + (line.isPresent() ? "in words, " : "") + urgency + "]";
    }
}
