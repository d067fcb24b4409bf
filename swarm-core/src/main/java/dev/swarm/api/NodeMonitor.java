package dev.swarm.api;

import dev.swarm.api.event.SwarmEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the other nodes and the links to them fare. Any thread may call any method; reading costs no lock and never waits
 * for the protocol.
 *
 * <p>In a small cluster every node is asked each {@code monitor.ping-interval}; in a large one as many in each interval
 * as {@code monitor.pings-per-interval} allows, in turn, so that the load of a node does not grow with the cluster.
 * Guests are measured as well. This node itself is in none of the lists.
 *
 * <p>A node is suspect or down when membership says so, or when it has been silent for long, whichever comes first; one
 * that is down stays so until it gives a sign of life again.
 */
public interface NodeMonitor {

    /** Returns what is known of a node; empty for this node itself and for one that nobody knows. */
    Optional<NodeHealth> health(NodeId node);

    /** Returns the healthy nodes, sorted by name. */
    List<NodeId> healthy();

    /** Returns the nodes that are doubted, sorted by name. */
    List<NodeId> suspect();

    /** Returns all nodes that are remembered, down ones too, sorted by name. */
    List<NodeHealth> all();

    /**
     * Returns about how long a round trip to a node would take, by network coordinates (Vivaldi, as Serf has them),
     * whether it was ever asked by this node or not; empty as long as its coordinate is unknown.
     */
    Optional<Duration> estimatedRtt(NodeId node);

    /** As {@link #estimatedRtt(NodeId)}, between any two nodes. */
    Optional<Duration> estimatedRtt(NodeId one, NodeId other);

    /**
     * Listens: first to what is known, then to each change of status or quality, each once, in order for each node, on
     * the thread of events. The same listener may be added again only after its subscription is closed; until then it
     * gets the same subscription.
     */
    Subscription subscribe(Listener listener);

    /** Told what is known, then each change. */
    interface Listener {

        /** Called once, before all events. */
        void onSnapshot(List<NodeHealth> nodes);

        /**
         * Called for each {@link dev.swarm.api.event.MemberEvent} and {@link
         * dev.swarm.api.event.LinkQualityChanged}.
         */
        void onEvent(SwarmEvent event);
    }

    /** A listener's standing; closing it ends the calls. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
