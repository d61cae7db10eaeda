package io.ringback.telephony.callcontrol;

import java.util.Arrays;

/** An exception as the log may have it: its message may quote what a phone sent, and so an address. */
record Thrown(RuntimeException exception) {

    /** Its type and where it was thrown. */
    @Override
    public String toString() {
        return exception.getClass() + " at " + where();
    }

    /** The virtual machine leaves the trace out of what is thrown often. */
    private String where() {
        return Arrays.stream(exception.getStackTrace())
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
