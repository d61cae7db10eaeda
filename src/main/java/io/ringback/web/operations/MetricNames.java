package io.ringback.web.operations;

/** The names under which Ringback's numbers are published. A dot becomes an underscore in Prometheus. */
public final class MetricNames {

    /** Cases that ended lately, by {@link #OUTCOME}. */
    public static final String CASES_ENDED = "ringback.cases.ended";
    /** From the failed call to the first second of talk, by {@link #QUANTILE}. */
    public static final String CASES_TO_TALK = "ringback.cases.to.talk";
    /** From the failed call to the end, by {@link #OUTCOME} and {@link #QUANTILE}. */
    public static final String CASES_TO_END = "ringback.cases.to.end";
    /** Cases whose two people talked for the first time lately. */
    public static final String CASES_TALKED = "ringback.cases.talked";
    /** Open cases now, by {@link #STATE}. */
    public static final String CASES_WAITING = "ringback.cases.waiting";
    /** Open cases that do not agree with their process, and that only a person can mend. */
    public static final String CASES_OUT_OF_STEP = "ringback.cases.out.of.step";
    /** Messages written lately, by {@link #MEDIUM} and {@link #RESULT}. */
    public static final String DELIVERIES = "ringback.deliveries";
    /** Messages that have not left yet. */
    public static final String UNDELIVERED = "ringback.undelivered";
    /** Age of the oldest of them, in seconds; 0 if there is none. */
    public static final String OLDEST_UNDELIVERED = "ringback.undelivered.oldest";
    /** What does not go on by itself, in the engine. */
    public static final String INCIDENTS = "ringback.incidents";
    /** Files of {@code bpmn/} that this node refused. */
    public static final String FILES_REFUSED = "ringback.files.refused";
    /** Files of this node's {@code bpmn/} that are not in force as they are. */
    public static final String FILES_DIFFERING = "ringback.files.differing";
    /** Findings for which this node refused files of {@code camel-routes/}. */
    public static final String ROUTES_REFUSED = "ringback.routes.refused";
    /** Media, and the switch, that lost their route on this node. */
    public static final String WAYS_LOST = "ringback.ways.lost";
    /** Events received lately, by {@link #KIND} and {@link #STATE}. */
    public static final String EVENTS = "ringback.events";
    /** Events that are not handled, however old, by {@link #KIND} and {@link #STATE}. */
    public static final String EVENTS_UNHANDLED = "ringback.events.unhandled";

    /** Nodes that live on this database. */
    public static final String NODES_ALIVE = "ringback.nodes.alive";
    /** Servers that take nothing that this node gives them, by {@link #LANE}. */
    public static final String SERVERS_SILENT = "ringback.servers.silent";

    /** What this node does of each {@link #LANE} now. */
    public static final String LANE_BUSY = "ringback.lane.busy";
    /** How much of each lane this node does at once. */
    public static final String LANE_PLACES = "ringback.lane.places";
    /** What is due in each lane and has no place yet. */
    public static final String LANE_WAITING = "ringback.lane.waiting";

    /** Connections that ended lately, by {@link #ENDING}. */
    public static final String CONNECTIONS = "ringback.connections";
    /** Connections that are being set up or talked on. */
    public static final String CONNECTIONS_UNDER_WAY = "ringback.connections.under.way";

    /** Voice calls that ended lately, by {@link #RESULT}. */
    public static final String VOICE_CALLS = "ringback.voice.calls";
    /** Voice calls that ring or are spoken in. */
    public static final String VOICE_CALLS_UNDER_WAY = "ringback.voice.calls.under.way";

    public static final String OUTCOME = "outcome";
    public static final String QUANTILE = "quantile";
    public static final String STATE = "state";
    public static final String MEDIUM = "medium";
    public static final String RESULT = "result";
    public static final String KIND = "kind";
    public static final String ENDING = "ending";
    public static final String LANE = "lane";

    private MetricNames() {}
}
