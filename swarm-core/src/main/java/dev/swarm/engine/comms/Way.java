package dev.swarm.engine.comms;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * How messages get to a node at a moment.
 *
 * @param kind which way that is
 * @param relay who passes them on, {@code null} unless somebody does
 * @param quality of the link over which they leave
 */
record Way(Kind kind, @Nullable NodeId relay, LinkQuality quality) {

    static final Way WAITING = new Way(Kind.WAITING, null, LinkQuality.GOOD);
    static final Way NONE = new Way(Kind.NONE, null, LinkQuality.DISCONNECTED);
    static final Way SELF = new Way(Kind.SELF, null, LinkQuality.EXCELLENT);

    enum Kind {
        /** To this node itself. */
        SELF,
        /** Over the connection to the node. */
        DIRECT,
        /** Over another node. */
        RELAY,
        /** A connection is about to stand, or a relay is looked for; messages wait. */
        WAITING,
        /** Not at all. */
        NONE
    }

    static Way direct(LinkQuality quality) {
        return new Way(Kind.DIRECT, null, quality);
    }

    static Way over(NodeId relay, LinkQuality quality) {
        return new Way(Kind.RELAY, relay, quality);
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
