package io.ringback.benchmark;

import java.util.function.ToDoubleFunction;

/** What the throughput of Ringback is to reach: the figures that decide, ratios first. */
enum Goal {
    AGAINST_STOCK("cases per second, against Stock", Bound.AT_LEAST, 2.0, measured -> measured.ratio(Candidate.STOCK)),
    AGAINST_BARE("cases per second, against Bare", Bound.AT_LEAST, 0.5, measured -> measured.ratio(Candidate.BARE)),
    AGAINST_FLOWABLE(
            "cases per second, against Flowable", Bound.AT_LEAST, 1.5, measured -> measured.ratio(Candidate.FLOWABLE)),
    FLAT(
            "cases per second with many waiting (--waiting), against empty",
            Bound.AT_LEAST,
            0.9,
            Measured::waitingAgainstEmpty),
    ROUND_TRIPS("round trips a case", Bound.AT_MOST, 36, measured -> measured.count(Counts::roundTripsPerCase)),
    WAL("WAL a case, KB", Bound.AT_MOST, 28, measured -> measured.count(Counts::walKilobytesPerCase)),
    APPLICATION_CPU(
            "CPU of the application a case, ms",
            Bound.AT_MOST,
            20,
            measured -> measured.median(Round::applicationMilliseconds)),
    POSTGRES_CPU(
            "CPU of PostgreSQL a case, ms", Bound.AT_MOST, 8, measured -> measured.median(Round::postgresMilliseconds)),
    GARBAGE("garbage a case, MB", Bound.AT_MOST, 3, measured -> measured.median(Round::garbageMegabytes)),
    EVENT_TO_MESSAGE(
            "p99 event to message at the adapter, at half the top rate, ms",
            Bound.AT_MOST,
            150,
            Measured::eventToMessage),
    TAKEN_IN_BY_SIP(
            "failed calls taken in by SIP (--intake), a second",
            Bound.AT_LEAST,
            600,
            measured -> measured.extra(Extra.TAKEN_IN_BY_SIP)),
    TAKEN_IN_BY_HTTP(
            "failed calls taken in by HTTP (--intake), a second",
            Bound.AT_LEAST,
            1000,
            measured -> measured.extra(Extra.TAKEN_IN_BY_HTTP)),
    BURST_BY_SIP(
            "the burst by SIP: answered, p99 ms", Bound.AT_MOST, 200, measured -> measured.extra(Extra.BURST_BY_SIP)),
    BURST_BY_HTTP(
            "the burst by HTTP: answered, p99 ms", Bound.AT_MOST, 200, measured -> measured.extra(Extra.BURST_BY_HTTP)),
    LOST_OR_DOUBLED(
            "the bursts: not answered, lost or doubled",
            Bound.AT_MOST,
            0,
            measured -> measured.extra(Extra.LOST_OR_DOUBLED)),
    ANSWERED_IN_BURST(
            "the bursts: a person opens the question until the notification, p99 ms",
            Bound.AT_MOST,
            1000,
            measured -> measured.extra(Extra.ANSWERED_IN_BURST)),
    CONNECTIONS(
            "connections set up (--connections), a second",
            Bound.AT_LEAST,
            300,
            measured -> measured.extra(Extra.CONNECTIONS)),
    CONNECTION_CPU("CPU a connection, ms", Bound.AT_MOST, 4, measured -> measured.extra(Extra.CONNECTION_CPU)),
    RESIDENT(
            "resident memory after many cases (--memory), default settings, MB",
            Bound.AT_MOST,
            450,
            measured -> measured.extra(Extra.RESIDENT));

    private enum Bound {
        AT_LEAST(">="),
        AT_MOST("<=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    private final String title;
    private final Bound bound;
    private final double limit;
    /** Without any state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final ToDoubleFunction<Measured> figure;

    Goal(String title, Bound bound, double limit, ToDoubleFunction<Measured> figure) {
        this.title = title;
        this.bound = bound;
        this.limit = limit;
        this.figure = figure;
    }

    /** What was measured and whether that is enough, as a line of a table. */
    String line(Measured all) {
        double measured = figure.applyAsDouble(all);
        String verdict = Double.isNaN(measured) ? "not measured" : isMet(measured) ? "met" : "NOT MET";
        return String.format(
                "%-68s %10s %10s  %s", title, Spread.number(measured), bound.sign + " " + text(limit), verdict);
    }

    boolean isMet(double measured) {
        return bound == Bound.AT_LEAST ? measured >= limit : measured <= limit;
    }

    private static String text(double limit) {
        // Ratios keep their decimal.
        return limit == Math.rint(limit) && (limit > 2 || limit == 0)
                ? Long.toString((long) limit)
                : Double.toString(limit);
    }
}
