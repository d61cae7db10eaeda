package io.ringback.load;

import java.util.Arrays;
import java.util.Iterator;

/**
 * What the command line asks for.
 *
 * @param seconds how long failed calls are sent, to each that is measured
 * @param inFlight how many failed calls wait for their answer at any time
 */
record Settings(int seconds, int inFlight) {

    static final String USAGE = "Usage: bin/load [--seconds 10] [--in-flight 32]";

    /** @throws IllegalArgumentException if something else is given than {@link #USAGE} says */
    static Settings read(String[] arguments) {
        int seconds = 10;
        int inFlight = 32;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--seconds" -> seconds = number(option, rest, 300);
                case "--in-flight" -> inFlight = number(option, rest, 1000);
                default -> throw new IllegalArgumentException("There is no option " + option + ". " + USAGE);
            }
        }
        return new Settings(seconds, inFlight);
    }

    private static int number(String option, Iterator<String> rest, int most) {
        String given = rest.hasNext() ? rest.next() : "nothing";
        if (!given.matches("[1-9][0-9]{0,4}") || Integer.parseInt(given) > most) {
            throw new IllegalArgumentException(
                    option + " needs a number from 1 to " + most + ", not " + given + ". " + USAGE);
        }
        return Integer.parseInt(given);
    }
}
