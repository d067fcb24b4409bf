package dev.swarm.engine;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.membership.Membership;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.frame.Frames;
import java.util.Arrays;

/**
 * Which machine a stream belongs to. One that a peer dialled is membership's, until TLS or its first byte shows that it
 * is a connection of the data plane; from then on that one's for good.
 */
final class StreamOwners {

    private final Membership membership;
    private final DataPlane plane;
    private final Counters counters;

    StreamOwners(Membership membership, DataPlane plane, Counters counters) {
        this.membership = membership;
        this.plane = plane;
        this.counters = counters;
    }

    void onAccepted(Now now, StreamId stream, NodeAddress from) {
        membership.onStreamAccepted(now, stream, from);
    }

    /** Only connections of the data plane are under TLS. */
    void onSecured(Now now, StreamId stream, Bytes fingerprint) {
        if (plane.owns(stream)) {
            plane.onSecured(now, stream, fingerprint);
        } else if (membership.release(stream)) {
            plane.onAccepted(now, stream, fingerprint);
        }
    }

    void onBytes(Now now, StreamId stream, byte[] lent, int length) {
        boolean first = length > 0 && lent[0] == Frames.FIRST;
        if (first && !plane.owns(stream) && membership.release(stream)) {
            plane.onAccepted(now, stream, null);
        }
        if (plane.owns(stream)) {
            plane.onBytes(now, stream, lent, length);
        } else {
            counters.add(TrafficCounter.BYTES_IN, length);
            membership.onStreamBytes(now, stream, Arrays.copyOf(lent, length));
        }
    }

    /** A connection that broke says that its peer must be asked at once. */
    void onClosed(Now now, StreamId stream, StreamEnd end) {
        if (plane.owns(stream)) {
            NodeId lost = plane.onClosed(now, stream, end);
            if (lost != null) {
                membership.onDoubtful(now, lost, true);
            }
        } else {
            membership.onStreamClosed(now, stream, end);
        }
    }
}
