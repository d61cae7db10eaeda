package io.ringback.benchmark;

/** What is measured of Ringback alone, besides the columns. */
enum Extra {
    TAKEN_IN_BY_SIP,
    TAKEN_IN_BY_HTTP,
    BURST_BY_SIP,
    BURST_BY_HTTP,
    LOST_OR_DOUBLED,
    ANSWERED_IN_BURST,
    CONNECTIONS,
    CONNECTION_CPU,
    RESIDENT,
    WAITING_AGAINST_EMPTY
}
