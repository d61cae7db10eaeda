package io.ringback.web.operations.story;

import java.time.Instant;
import java.util.Set;

/** A line of the journey, as it is kept. All but time and step may be null. */
record Line(Instant at, String step, String medium, String result, String detail) {

    /** Steps that tell what became of a message. */
    static final Set<String> MESSAGES = Set.of(
            "QUESTION",
            "CONNECTION",
            "OFFER",
            "STANDING",
            "NOTIFICATION",
            "INFORMATION",
            "TIME_QUESTION",
            "LINE",
            "CLOSING",
            "ASK_BACK",
            "STOPPED",
            "STARTED",
            "HELP");

    boolean isOfMessage() {
        return MESSAGES.contains(step);
    }

    /** As it stands in the database, for those who look there. */
    String code() {
        return result == null ? step : step + " " + result;
    }
}
