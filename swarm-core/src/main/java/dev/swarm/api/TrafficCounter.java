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
    QUALITY_CHANGES,
    /** Messages of users, requests included, handed to a connection or to the own handlers. */
    COMMS_LEFT,
    /** Messages that were taken in, and dropped when they should leave: the link had become too bad meanwhile. */
    COMMS_DROPPED_LATE,
    /** Messages that were taken in and expired before they left. */
    COMMS_EXPIRED,
    /** Messages that were taken in and did not leave, as the way or the receiver was gone. */
    COMMS_LOST,
    /** Messages of users that came for this node, those to itself included. */
    COMMS_RECEIVED,
    /** Messages that a handler has taken. */
    COMMS_HANDLED,
    /** Messages that came for which there was no handler. */
    COMMS_UNHANDLED,
    /** Messages whose handler threw, or that could not be read. */
    COMMS_FAILED,
    /** Messages that came and found their inbox full. */
    COMMS_INBOX_DROPPED,
    /** Messages and answers passed on for other nodes. */
    COMMS_FORWARDED,
    /** Messages and answers that should be passed on, and were not: no way, a bad link, or no room. */
    COMMS_REFUSED,
    /** Messages that expired while they waited to be passed on. */
    COMMS_RELAY_EXPIRED,
    /** Answers that could not be sent. */
    COMMS_ANSWERS_LOST,
    /** Waits for a reply that ended by time. */
    COMMS_TIMEOUTS,
    /** Answers that nobody waited for any more. */
    COMMS_LATE_ANSWERS,
    /** Messages that a worker of this node has handled. */
    WORKER_MESSAGES,
    /** Messages that found the mailbox of their worker full. */
    WORKER_MAILBOX_REFUSED,
    /** Messages that waited for a worker that moved, and did not arrive where it is now; asks not counted. */
    WORKER_MESSAGES_LOST,
    /** Times a worker of this node threw, which ended its life. */
    WORKER_CRASHES,
    /** Workers made here in the place of one that crashed, or whose node is gone. */
    WORKER_RESTARTS,
    /** Times the store of workers' states threw. */
    WORKER_STORE_FAILURES
}
