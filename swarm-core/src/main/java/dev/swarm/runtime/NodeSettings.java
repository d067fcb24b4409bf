package dev.swarm.runtime;

import dev.swarm.api.NodeId;
import dev.swarm.runtime.tls.Tls;
import dev.swarm.runtime.transport.BoundSockets;
import dev.swarm.runtime.transport.NettyNetwork;
import dev.swarm.runtime.transport.Network;
import dev.swarm.runtime.transport.NoNetwork;
import io.netty.channel.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the shell of one node is made of.
 *
 * @param self the node's name, for threads and messages
 * @param sockets where it listens; the shell closes them; {@code null} for a node that is alone and opens none
 * @param streamTimeout longest time for a stream to be made, for its first byte, and for flushing at its end
 * @param tls for connections of the data plane; {@code null} if they are plain
 */
public record NodeSettings(
        NodeId self,
        @Nullable BoundSockets sockets,
        Duration streamTimeout,
        @Nullable Tls tls) {

    /** Makes the shell of a node without TLS. */
    public NodeSettings(NodeId self, @Nullable BoundSockets sockets, Duration streamTimeout) {
        this(self, sockets, streamTimeout, null);
    }

    /** Returns the network of the sockets, or none. */
    Network network(EventLoop loop) {
        return sockets == null ? new NoNetwork() : new NettyNetwork(loop, sockets, streamTimeout, tls);
    }

    /** Closes the sockets, if there are any. */
    void closeSockets() {
        if (sockets != null) {
            sockets.close();
        }
    }
}
