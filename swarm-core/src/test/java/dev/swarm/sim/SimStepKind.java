package dev.swarm.sim;

/** What set a node going. */
enum SimStepKind {
    START,
    DATAGRAM,
    STREAM_ACCEPTED,
    STREAM_SECURED,
    STREAM_BYTES,
    STREAM_CLOSED,
    TIME,
    COMMAND
}
