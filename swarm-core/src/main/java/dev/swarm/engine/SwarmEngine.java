package dev.swarm.engine;

import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One node's protocol as a state machine: inputs are bytes, time and commands; outputs go to the {@link Outbox}. It has no
 * thread, clock, socket or unseeded chance. All methods must be called by one thread at a time; each call is one step.
 */
public final class SwarmEngine {

    public SwarmEngine(EngineSettings settings, Outbox outbox) {}

    /**
     * Begins: announces the node to nobody yet, but answers. The ticket is answered when the node has found its place:
     * {@code Done} once it has joined a cluster, or has looked for one in vain and so founds its own (it goes on looking
     * for ever); {@code NameTaken} if a live node of the same name answers elsewhere, after which the engine stays silent.
     */
    public void start(Now now, Ticket ticket) {}

    /** A datagram arrived on the listening socket. Never throws for its content. */
    public void onDatagram(Now now, NodeAddress from, byte[] packet) {}

    /** A peer dialled a stream. */
    public void onStreamAccepted(Now now, StreamId stream, NodeAddress from) {}

    /** Bytes arrived on a stream, cut anywhere. Unknown streams are ignored. */
    public void onStreamBytes(Now now, StreamId stream, byte[] bytes) {}

    /** A stream ended, by the peer or by a failure, or could not be made. Unknown streams are ignored. */
    public void onStreamClosed(Now now, StreamId stream) {}

    /** Time passed; called at {@link #nextDeadlineNanos()} or later. Calling it more often does no harm. */
    public void onTime(Now now) {}

    /** Discovery saw peers at these addresses; they are tried until they are members. Own address and members are ignored. */
    public void onCandidates(Now now, Collection<NodeAddress> addresses) {}

    /** Joins by hand: {@code Done} when tables were exchanged with the node at that address, else {@code Failed}. */
    public void join(Now now, NodeAddress address, Ticket ticket) {}

    /** The web server's address became known, or is gone. */
    public void updateWebAddress(Now now, @Nullable String webAddress) {}

    /** Says goodbye: {@code Done} when the rumor has spread or time is up. The engine still answers until it is dropped. */
    public void leave(Now now, Ticket ticket) {}

    /** Returns when {@link #onTime} wants to be called, in monotonic nanoseconds, or {@code Deadline.NEVER}. */
    public long nextDeadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** Returns what is known now; the same object as long as nothing changed. */
    public ClusterView view() {
        throw new IllegalStateException("stub");
    }

    /** Returns the counters; they may be read by any thread. */
    public Counters counters() {
        throw new IllegalStateException("stub");
    }
}
