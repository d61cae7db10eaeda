package io.ringback.web.operations.overview;

/**
 * What became of the messages of one medium that were written in the last hour.
 *
 * @param medium as pages call it
 * @param delivered handed over to the medium's server
 * @param failed given up
 * @param waiting not left yet
 */
public record Tally(String medium, long delivered, long failed, long waiting) {

    private static final int MANY = 10;

    /** LOOK if some failed, ACT if more than one in ten did. */
    public Sign sign() {
        if (failed == 0) {
            return Sign.FINE;
        }
        return failed * MANY > delivered + failed ? Sign.ACT : Sign.LOOK;
    }
}
