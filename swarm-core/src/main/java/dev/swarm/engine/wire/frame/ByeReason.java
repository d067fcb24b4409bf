package dev.swarm.engine.wire.frame;

/** Why a side closes a connection of the data plane; one byte on the wire. */
public enum ByeReason {
    /** A reason that only newer nodes know. */
    OTHER(0),
    /** The peer belongs to another cluster. */
    OTHER_CLUSTER(1),
    /** There is no version that both speak. */
    NO_COMMON_VERSION(2),
    /** No live member has that name and session. */
    NOT_A_MEMBER(3),
    /** The certificate is not the member's, or there is none. */
    WRONG_CERTIFICATE(4),
    /** A node has dialled itself. */
    SELF(5),
    /** The peer has dialled another node, or an earlier process of it. */
    ANOTHER_NODE(6),
    /** The node is leaving. */
    DRAINING(7),
    /** Another connection between the two is kept. */
    SURPLUS(8),
    /** Nobody needs the connection. */
    UNUSED(9),
    /** Too many connections. */
    OVERLOAD(10),
    /** The peer broke a rule of this protocol. */
    VIOLATION(11),
    /** The handshake took too long. */
    TIMEOUT(12),
    /** Nothing came through any more, though the peer can be reached. */
    STALLED(13);

    private static final ByeReason[] ALL = values();

    private final int code;

    ByeReason(int code) {
        this.code = code;
    }

    /** Returns the number on the wire. */
    public int code() {
        return code;
    }

    /** Returns the reason of a number, {@link #OTHER} for one that is unknown. */
    static ByeReason of(int code) {
        return code < ALL.length ? ALL[code] : OTHER;
    }
}
