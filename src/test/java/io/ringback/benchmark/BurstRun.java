package io.ringback.benchmark;

/**
 * What came of many failed calls that were told within a short time.
 *
 * @param told how many
 * @param answered as taken in
 * @param seconds until the last answer
 * @param answerMilliseconds 99 of 100 were answered within this time
 */
record BurstRun(long told, long answered, double seconds, double answerMilliseconds) {

    double perSecond() {
        return answered / seconds;
    }
}
