package dev.swarm.api;

/** What a node counts about its own protocol work since it was started. */
public enum TrafficCounter {
    /** Datagrams sent. */
    PACKETS_OUT,
    /** Datagrams received, good or bad. */
    PACKETS_IN,
    /** Bytes of datagrams and streams sent, the data plane left out. */
    BYTES_OUT,
    /** Bytes of datagrams and streams received, good or bad, the data plane left out. */
    BYTES_IN,
    /** Probe rounds begun. */
    PROBES,
    /** Probe rounds that ended without any answer. */
    PROBE_FAILURES,
    /** Times a member became suspect here. */
    SUSPICIONS,
    /** Times this node refuted a claim about itself. */
    REFUTATIONS,
    /** Messages written to connections of the data plane. */
    MESSAGES_OUT,
    /** Messages that came whole on connections of the data plane. */
    MESSAGES_IN,
    /** Bytes written to connections of the data plane. */
    PLANE_BYTES_OUT,
    /** Bytes received on connections of the data plane, good or bad. */
    PLANE_BYTES_IN,
    /** Pings of the monitor sent. */
    PINGS,
    /** Pings of the monitor that were not answered in time; some of them may have been later. */
    PINGS_UNANSWERED,
    /** Times a link took another quality. */
    QUALITY_CHANGES
}
