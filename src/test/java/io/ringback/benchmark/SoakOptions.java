package io.ringback.benchmark;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line of {@code bin/soak} asks for.
 *
 * @param hours that pass by Ringback's clock
 * @param seconds that they take
 * @param perSecond how many cases begin in each of these seconds
 */
record SoakOptions(int hours, int seconds, int perSecond) {

    static final String USAGE = "Usage: bin/soak [--hours 24] [--seconds 360] [--per-second 10]";

    /** Of these no figures could be compared. */
    private static final int SHORTEST = 16;

    /** @throws IllegalArgumentException if something else is given than {@link #USAGE} says */
    static SoakOptions read(String... arguments) {
        int hours = 24;
        int seconds = 360;
        int perSecond = 10;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--hours" -> hours = number(option, rest, SHORTEST);
                case "--seconds" -> seconds = number(option, rest, 1);
                case "--per-second" -> perSecond = number(option, rest, 1);
                default -> throw new IllegalArgumentException("There is no option " + option + ". " + USAGE);
            }
        }
        return new SoakOptions(hours, seconds, perSecond);
    }

    private static int number(String option, Iterator<String> rest, int least) {
        String given = rest.hasNext() ? rest.next() : "nothing";
        if (!given.matches("[0-9]{1,5}") || Integer.parseInt(given) < least) {
            throw new IllegalArgumentException(
                    option + " needs a number from " + least + " on, not " + given + ". " + USAGE);
        }
        return Integer.parseInt(given);
    }

    /** How much faster than the machine's Ringback's clock goes. */
    double speed() {
        return Duration.ofHours(hours).toMillis() / (1000.0 * seconds);
    }

    /** How long one of the hours takes. */
    Duration hour() {
        return Duration.ofMillis(1000L * seconds / hours);
    }
}
