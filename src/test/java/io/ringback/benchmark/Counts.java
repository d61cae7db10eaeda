package io.ringback.benchmark;

/**
 * What was counted in a pass of its own, through the proxy.
 *
 * @param cases how many were driven
 * @param roundTrips to the database
 * @param walBytes written by it
 * @param idleRoundTrips per second, before anything was driven
 * @param mailBytes mean size of a mail
 */
record Counts(int cases, long roundTrips, long walBytes, double idleRoundTrips, long mailBytes) {

    double roundTripsPerCase() {
        return (double) roundTrips / cases;
    }

    double walKilobytesPerCase() {
        return walBytes / 1024.0 / cases;
    }
}
