package io.ringback.benchmark;

import java.util.Locale;

/** How much is measured; each has an option of its name with a number. */
enum Size {
    ROUNDS(3, 1, 1),
    CASES(2000, 20, 1),
    WARM_UP(1500, 5, 1),
    IN_FLIGHT(16, 4, 1),
    /** Cases whose round trips and WAL are counted. */
    COUNTED(1000, 20, 1),
    /** For so long cases come at half the top rate. */
    HALF_RATE_SECONDS(60, 5, 0),
    /** Failed calls of a burst; 0: none. */
    INTAKE(60_000, 0, 0),
    /** In which time they come. */
    INTAKE_SECONDS(60, 1, 1),
    /** Cases after which the resident memory is looked at, started as users start it; 0: it is not. */
    MEMORY(10_000, 0, 0),
    /** Cases that wait while the rate is measured once more; 0: it is not. */
    WAITING(1_000_000, 0, 0),
    /** Connections that bin/load sets up; 0: it is not run. */
    CONNECTIONS(10_000, 0, 0);

    private final int usual;
    private final int brief;
    private final int least;

    Size(int usual, int brief, int least) {
        this.usual = usual;
        this.brief = brief;
        this.least = least;
    }

    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With {@code --all}. */
    int usual() {
        return usual;
    }

    /** With {@code --short}. */
    int brief() {
        return brief;
    }

    int least() {
        return least;
    }

    /** Whether it is measured only if it is asked for, because it takes long and says nothing about the columns. */
    boolean isExtra() {
        return switch (this) {
            case INTAKE, MEMORY, WAITING, CONNECTIONS -> true;
            default -> false;
        };
    }
}
