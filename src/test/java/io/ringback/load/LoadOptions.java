package io.ringback.load;

import java.util.Arrays;
import java.util.Iterator;

/**
 * What the command line asks for.
 *
 * @param seconds how long failed calls, and SIPp's own calls, are sent to each that is measured
 * @param inFlight how many failed calls wait for their answer at any time
 * @param connections how many are set up
 * @param setUps how many of them are being set up at any time
 * @param announcements the most that are played at a time
 */
record LoadOptions(int seconds, int inFlight, int connections, int setUps, int announcements) {

    static final String USAGE =
            "Usage: bin/load [--seconds 10] [--in-flight 32] [--connections 10000] [--set-ups 16] [--announcements 1000]";

    /** @throws IllegalArgumentException if something else is given than {@link #USAGE} says */
    static LoadOptions read(String[] arguments) {
        int seconds = 10;
        int inFlight = 32;
        int connections = 10_000;
        int setUps = 16;
        int announcements = 1000;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--seconds" -> seconds = number(option, rest, 300);
                case "--in-flight" -> inFlight = number(option, rest, 1000);
                case "--connections" -> connections = number(option, rest, 99_999);
                case "--set-ups" -> setUps = number(option, rest, 1000);
                case "--announcements" -> announcements = number(option, rest, 3000);
                default -> throw new IllegalArgumentException("There is no option " + option + ". " + USAGE);
            }
        }
        return new LoadOptions(seconds, inFlight, connections, setUps, announcements);
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
