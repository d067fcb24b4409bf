package dev.swarm.engine;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.monitor.Monitor;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.topology.Topology;
import dev.swarm.engine.topology.Trail;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outbox that membership speaks through. What it says of members goes to the monitor, which alone tells users,
 * and to the topology; all else is handed on. The topology also hears that the node has found its place, and, for the
 * trail, what membership decided of whom and by whose word.
 */
final class Verdicts implements Outbox {

    private final Outbox outbox;
    private final Topology topology;
    private final Monitor monitor;
    private final NodeId self;
    private final Map<NodeId, NodeId> accusers = new HashMap<>();
    private final Set<NodeId> changed = new HashSet<>();
    private @Nullable Ticket start;

    Verdicts(Outbox outbox, Topology topology, Monitor monitor, NodeId self) {
        this.outbox = outbox;
        this.topology = topology;
        this.monitor = monitor;
        this.self = self;
    }

    /** Remembers the command whose answer says that the node has found its place. */
    void onStart(Ticket ticket) {
        start = ticket;
    }

    /** Takes note of who accuses whom in this step. */
    void onMessage(Message message) {
        if (message instanceof Suspect suspect) {
            accusers.put(suspect.node(), suspect.from());
        } else if (message instanceof Dead dead) {
            accusers.put(dead.node(), dead.from());
        } else if (message instanceof Claim claim) {
            accusers.remove(claim.node());
        }
    }

    /** The end of a step: what was said in it is forgotten. */
    void settle() {
        accusers.clear();
        changed.clear();
    }

    @Override
    public void fact(SwarmEvent event) {
        if (event instanceof MemberEvent about) {
            monitor.onMember(about);
            topology.onMember(about);
            note(about);
        } else {
            outbox.fact(event);
        }
    }

    @Override
    public void answer(Ticket ticket, Answer answer) {
        outbox.answer(ticket, answer);
        if (ticket.equals(start) && answer instanceof Answer.Done) {
            topology.onPlaced();
        }
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        outbox.datagram(to, packet);
    }

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        outbox.connect(stream, to);
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        outbox.connectSecured(stream, to);
    }

    @Override
    public void write(StreamId stream, byte[] bytes) {
        outbox.write(stream, bytes);
    }

    @Override
    public void close(StreamId stream) {
        outbox.close(stream);
    }

    private void note(MemberEvent event) {
        Trail trail = topology.trail();
        if (event instanceof NodeStatusChanged change) {
            changed.add(change.node());
            trail.add(change.time(), change.node(), text(change));
        } else if (event instanceof NodeUp && !changed.contains(event.node())) {
            trail.add(event.time(), event.node(), "is here");
        }
    }

    private String text(NodeStatusChanged change) {
        MemberStatus status = change.member().status();
        NodeId accuser = accusers.get(change.node());
        String by = accuser == null || accuser.equals(self) ? "" : " by " + accuser;
        return switch (status) {
            case SUSPECT -> by.isEmpty() ? "is suspected: it did not answer this node" : "is suspected" + by;
            case DOWN -> by.isEmpty() ? "is given up" : "is given up" + by;
            case LEFT -> "has left";
            case HEALTHY -> change.previous() == MemberStatus.SUSPECT ? "has refuted the doubt" : "is back";
        };
    }
}
