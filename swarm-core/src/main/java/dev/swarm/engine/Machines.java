package dev.swarm.engine;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.engine.membership.Membership;
import dev.swarm.engine.membership.MembershipParts;
import dev.swarm.engine.monitor.Monitor;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.PlaneParts;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.topology.Register;
import dev.swarm.engine.topology.Topology;
import dev.swarm.engine.topology.TopologyParts;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The machines of one engine, and their one order: who is here, what all know, who commands; the data plane writes
 * last. What happens in one of them goes down to the others at the end of the step, each once.
 */
final class Machines {

    private final Membership membership;
    private final DataPlane plane;
    private final SharedState state;
    private final Topology topology;
    private final Monitor monitor;
    private final Verdicts verdicts;
    private List<Peer> offered = List.of();
    private boolean connecting;
    private @Nullable Ticket leaving;
    private @Nullable ClusterView shown;
    private long knownVersion;
    private long shownRoles;
    private long shownStatuses;

    Machines(EngineSettings settings, Outbox outbox, Counters counters, PacketCodec packets, StreamCodec streams) {
        StreamNumbers numbers = new StreamNumbers();
        SplittableRandom random = new SplittableRandom(settings.seed());
        SplittableRandom membershipRandom = random.split();
        this.state = new SharedState(settings, outbox, counters, random.split());
        SplittableRandom planeRandom = random.split();
        PlaneLink link = new PlaneLink();
        this.topology = topology(settings, outbox, state.register(), link, random.split());
        MonitorLink around = new MonitorLink(topology);
        this.monitor = around.monitor(settings, outbox, counters, packets, random.split());
        this.verdicts = new Verdicts(outbox, topology, monitor, settings.self());
        this.membership = Membership.create(new MembershipParts(
                settings.self(),
                settings.address(),
                settings.meta(),
                settings.membership(),
                verdicts,
                monitor,
                packets,
                streams,
                numbers,
                counters,
                membershipRandom));
        this.plane = new DataPlane(new PlaneParts(
                settings.self(),
                settings.meta(),
                settings.wire().label(),
                settings.plane(),
                outbox,
                counters,
                numbers,
                planeRandom,
                new PlaneEvents(state, topology, monitor, counters)));
        around.connect(membership);
        link.connect(plane);
        state.connect(plane, topology);
    }

    private static Topology topology(
            EngineSettings settings, Outbox outbox, Register register, PlaneLink link, SplittableRandom random) {
        TopologySettings topology = settings.topology();
        return new Topology(new TopologyParts(
                settings.self(), settings.meta(), topology.config(), outbox, register, link, topology.model(), random));
    }

    Membership membership() {
        return membership;
    }

    DataPlane plane() {
        return plane;
    }

    SharedState state() {
        return state;
    }

    Topology topology() {
        return topology;
    }

    /** The beginning of each step. */
    void begin(Now now) {
        monitor.begin(now);
    }

    void start(Now now, Ticket ticket) {
        verdicts.onStart(ticket);
        monitor.start();
        membership.start(now, ticket);
        plane.start(now);
        state.start(now);
        topology.start(now);
        connecting = true;
    }

    /** Takes a message of a datagram. */
    void onMessage(Now now, NodeAddress from, Message message) {
        if (!monitor.onMessage(now, message)) {
            verdicts.onMessage(message);
            membership.onMessage(now, from, message);
        }
    }

    /** What is sent from now on leaves only later, or leaves at once again. */
    void onSendingBlocked(boolean blocked) {
        membership.onSendingBlocked(blocked);
        monitor.onSendingBlocked(blocked);
    }

    void onTime(Now now) {
        membership.onTime(now);
        monitor.onTime(now);
        plane.onTime(now);
        state.onTime(now);
    }

    /** Hands over first, if this node commands; the goodbye follows when that is done. */
    void leave(Now now, Ticket ticket) {
        if (!connecting) {
            membership.leave(now, ticket);
        } else if (leaving != null) {
            verdicts.answer(ticket, new Answer.Failed("the node is leaving already"));
        } else {
            leaving = ticket;
            topology.leave();
        }
    }

    /** The end of each step. */
    void settle(Now now) {
        if (membership.isSilenced()) {
            disconnect(now);
        }
        List<Peer> peers = membership.views().peers();
        if (connecting && peers != offered) {
            offered = peers;
            plane.onPeers(now, peers);
            state.onPeers(peers);
            topology.onPeers(peers);
        }
        state.show(now);
        topology.settle(now);
        state.settle(now);
        verdicts.settle();
        monitor.settle();
        Ticket goodbye = leaving;
        if (goodbye != null && connecting && topology.hasLetGo()) {
            membership.leave(now, goodbye);
            disconnect(now);
        }
        plane.flush(now);
    }

    long nextDeadlineNanos(Now now) {
        long here = Math.min(membership.nextDeadlineNanos(now), monitor.nextDeadlineNanos());
        here = Math.min(here, plane.nextDeadlineNanos());
        return Math.min(here, Math.min(state.nextDeadlineNanos(), topology.nextDeadlineNanos(now)));
    }

    /** Returns what membership knows, with the roles and statuses that members have now; the same if none changed. */
    ClusterView view() {
        ClusterView latest = membership.views().view();
        ClusterView current = shown;
        if (current == null
                || latest.version() != knownVersion
                || shownRoles != topology.rolesVersion()
                || shownStatuses != monitor.version()) {
            knownVersion = latest.version();
            shownRoles = topology.rolesVersion();
            shownStatuses = monitor.version();
            List<Member> members = monitor.withStatuses(topology.withRoles(latest));
            long version = current == null ? 1 : current.version() + 1;
            current = new ClusterView(version, latest.self(), members, latest.healthScore());
            shown = current;
        }
        return current;
    }

    private void disconnect(Now now) {
        if (connecting) {
            connecting = false;
            monitor.stop();
            plane.stop(now);
            state.stop();
            topology.stop();
        }
    }
}
