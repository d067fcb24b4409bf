package dev.swarm.api;

/** What a node counts about its own protocol work since it was started. */
public enum TrafficCounter {
    /** Datagrams sent. */
    PACKETS_OUT,
    /** Datagrams received, good or bad. */
    PACKETS_IN,
    /** Bytes of datagrams and streams sent. */
    BYTES_OUT,
    /** Bytes of datagrams and streams received, good or bad. */
    BYTES_IN,
    /** Probe rounds begun. */
    PROBES,
    /** Probe rounds that ended without any answer. */
    PROBE_FAILURES,
    /** Times a member became suspect here. */
    SUSPICIONS,
    /** Times this node refuted a claim about itself. */
    REFUTATIONS
}
