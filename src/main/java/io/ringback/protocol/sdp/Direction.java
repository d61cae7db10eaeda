package io.ringback.protocol.sdp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way media flows, as whoever says so sees it (RFC 8866 6.7). */
public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    /** What an {@code a=} line says; empty if it speaks of something else. */
    static Optional<Direction> ofLine(String line) {
        return Arrays.stream(values())
                .filter(direction -> direction.line().equals(line))
                .findFirst();
    }

    static boolean isIn(String line) {
        return ofLine(line).isPresent();
    }

    /** The {@code a=} line that says so. */
    String line() {
        return "a=" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether the one who says so sends anything. */
    public boolean sends() {
        return sends;
    }

    /** Whether the one who says so takes what is sent to it. */
    public boolean receives() {
        return receives;
    }

    /** What an answer may say that wants this if the offer said {@code offered} (RFC 3264 6.1). */
    public Direction within(Direction offered) {
        boolean mayReceive = receives && offered.sends;
        if (sends && offered.receives) {
            return mayReceive ? SENDRECV : SENDONLY;
        }
        return mayReceive ? RECVONLY : INACTIVE;
    }
}
