package dev.swarm.api;

import java.util.Locale;

/** Why bytes from the network were dropped; a bounded set, so that it can be a metric's tag. */
public enum Rejection {
    /** Not a message of the protocol, or cut short. */
    MALFORMED,
    /** Of a type that is unknown, or not allowed in its place. */
    UNEXPECTED_TYPE,
    /** Longer, or announcing to be longer, than the bound. */
    OVERSIZED,
    /** Checksum does not fit the content. */
    CHECKSUM,
    /** Of another cluster: label missing, or another one. */
    FOREIGN_CLUSTER,
    /** Not encrypted under a key of ours, or not encrypted at all. */
    WRONG_KEY,
    /** A claim that cannot be true, such as an incarnation nobody reaches. */
    IMPLAUSIBLE,
    /** The node speaks versions that do not fit the cluster. */
    INCOMPATIBLE,
    /** A live member of that name answers at another address. */
    NAME_CONFLICT,
    /** More streams at once than the bound. */
    OVERLOAD,
    /** A connection on which no TLS came about: broken off, too slow, another version, no or another certificate. */
    HANDSHAKE_FAILED,
    /** A connection whose other end does not prove to be the member it says it is. */
    UNTRUSTED,
    /** A connection of a node that is not a live member, or not any more. */
    NOT_A_MEMBER,
    /** More bytes on a connection than were asked for. */
    CREDIT_EXCEEDED;

    /** Returns the lower-case text with dashes, used as metric tag. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
