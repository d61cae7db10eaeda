package io.ringback.telephony.trunk;

/** The names under which the trunk's numbers are published. A dot becomes an underscore in Prometheus. */
public final class TrunkMetricNames {

    /** What the agent counts from its start, by {@link #KIND}. */
    public static final String EVENTS = "ringback.sip.events";
    /** Calls that have not ended. */
    public static final String LEGS = "ringback.sip.legs";
    /** Transactions that have not ended. */
    public static final String TRANSACTIONS = "ringback.sip.transactions";
    /** Whether the watched peers answer, 1 or 0, by {@link #PEER}: their numbers in {@code ringback.sip.watch}. */
    public static final String PEERS_UP = "ringback.sip.peers.up";
    /** Whether the trunk is registered, 1 or 0; not there if it is not to be. */
    public static final String REGISTERED = "ringback.sip.registered";

    public static final String KIND = "kind";
    public static final String PEER = "peer";

    private TrunkMetricNames() {}
}
