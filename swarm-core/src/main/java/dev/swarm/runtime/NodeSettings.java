package dev.swarm.runtime;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.runtime.tls.Tls;
import dev.swarm.runtime.transport.BoundSockets;
import dev.swarm.runtime.transport.CutNetwork;
import dev.swarm.runtime.transport.NettyNetwork;
import dev.swarm.runtime.transport.Network;
import dev.swarm.runtime.transport.NoNetwork;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the shell of one node is made of.
 *
 * @param self the node's name, for threads and messages
 * @param sockets where it listens; the shell closes them; {@code null} for a node that is alone and opens none
 * @param streamTimeout longest time for a stream to be made, for its first byte, and for flushing at its end
 * @param tls for connections of the data plane; {@code null} if they are plain
 * @param cut tells which addresses shall be out of reach, for demonstrations and tests; {@code null} for none ever
 */
public record NodeSettings(
        NodeId self,
        @Nullable BoundSockets sockets,
        Duration streamTimeout,
        @Nullable Tls tls,
        @Nullable Predicate<NodeAddress> cut) {

    /** Makes the shell of a node without TLS. */
    public NodeSettings(NodeId self, @Nullable BoundSockets sockets, Duration streamTimeout) {
        this(self, sockets, streamTimeout, null, null);
    }

    /** Returns the network of the sockets, or none. */
    Network network(EventLoop loop) {
        if (sockets == null) {
            return new NoNetwork();
        }
        Network network = new NettyNetwork(loop, sockets, streamTimeout, tls);
        return cut == null ? network : new CutNetwork(network, cut);
    }

    /** Closes the sockets, if there are any. */
    void closeSockets() {
        if (sockets != null) {
            sockets.close();
        }
    }
}
