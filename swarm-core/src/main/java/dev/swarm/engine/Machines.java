package dev.swarm.engine;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.engine.comms.Comms;
import dev.swarm.engine.comms.CommsParts;
import dev.swarm.engine.membership.Membership;
import dev.swarm.engine.membership.MembershipParts;
import dev.swarm.engine.monitor.Monitor;
import dev.swarm.engine.monitor.MonitorParts;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.PlaneParts;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.LinkWatch;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.topology.Register;
import dev.swarm.engine.topology.Topology;
import dev.swarm.engine.topology.TopologyParts;
import dev.swarm.engine.wire.Message;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The machines of one engine, and their one order: who is here, what all know, who commands, what users say; the data
 * plane writes last. What happens in one of them goes down to the others at the end of the step, each once.
 */
final class Machines {

    private final Membership membership;
    private final DataPlane plane;
    private final SharedState state;
    private final Topology topology;
    private final Monitor monitor;
    private final Comms comms;
    private final Registry registry;
    private final RegistryNet net = new RegistryNet();
    private final Verdicts verdicts;
    private final Alarm alarm = new Alarm();
    private List<Peer> offered = List.of();
    private boolean connecting;
    private @Nullable Ticket leaving;
    private @Nullable ClusterView shown;
    private long knownVersion;
    private long shownRoles;
    private long shownStatuses;

    Machines(Makings makings) {
        EngineSettings settings = makings.settings();
        StreamNumbers numbers = new StreamNumbers();
        SplittableRandom random = new SplittableRandom(settings.seed());
        SplittableRandom membershipRandom = random.split();
        this.state = new SharedState(settings, makings.outbox(), makings.counters(), random.split());
        SplittableRandom planeRandom = random.split();
        PlaneLink link = new PlaneLink();
        this.topology = topology(settings, makings.outbox(), state.register(), link, random.split());
        PlaneMessages messages = new PlaneMessages(settings.monitor().model());
        this.comms = comms(makings, messages, alarm);
        MonitorLink around = new MonitorLink(topology);
        this.monitor = monitor(makings, comms, around, random.split());
        this.registry = RegistryMaking.registry(makings, state, topology, net, random.split());
        this.verdicts = new Verdicts(makings.outbox(), topology, monitor, settings.self());
        this.membership = membership(makings, verdicts, monitor, numbers, membershipRandom);
        PlaneEvents events = new PlaneEvents(this, makings.counters());
        this.plane = plane(makings, events, numbers, planeRandom);
        around.connect(membership);
        link.connect(plane);
        messages.connect(plane);
        net.connect(plane);
        state.connect(plane, topology, registry);
    }

    private static Topology topology(
            EngineSettings settings, Outbox outbox, Register register, PlaneLink link, SplittableRandom random) {
        TopologySettings topology = settings.topology();
        return new Topology(new TopologyParts(
                settings.self(), settings.meta(), topology.config(), outbox, register, link, topology.model(), random));
    }

    private static Comms comms(Makings makings, PlaneMessages messages, Alarm alarm) {
        CommsSettings comms = makings.settings().comms();
        return new Comms(new CommsParts(
                makings.settings().self(), comms.config(), messages, comms.inbox(), alarm::ring, makings.counters()));
    }

    private static Monitor monitor(Makings makings, LinkWatch watch, MonitorLink around, SplittableRandom random) {
        MonitorSettings monitor = makings.settings().monitor();
        return new Monitor(new MonitorParts(
                makings.settings().self(),
                monitor.measures(),
                monitor.config(),
                monitor.limits(),
                makings.outbox(),
                makings.packets(),
                makings.counters(),
                watch,
                around,
                monitor.model(),
                random));
    }

    private static Membership membership(
            Makings makings, Verdicts verdicts, Monitor monitor, StreamNumbers numbers, SplittableRandom random) {
        EngineSettings settings = makings.settings();
        return Membership.create(new MembershipParts(
                settings.self(),
                settings.address(),
                settings.meta(),
                settings.membership(),
                verdicts,
                monitor,
                makings.packets(),
                makings.streams(),
                numbers,
                makings.counters(),
                random));
    }

    private static DataPlane plane(
            Makings makings, PlaneEvents events, StreamNumbers numbers, SplittableRandom random) {
        EngineSettings settings = makings.settings();
        return new DataPlane(new PlaneParts(
                settings.self(),
                settings.meta(),
                settings.wire().label(),
                settings.plane(),
                makings.outbox(),
                makings.counters(),
                numbers,
                random,
                events));
    }

    Membership membership() {
        return membership;
    }

    Monitor monitor() {
        return monitor;
    }

    Comms comms() {
        return comms;
    }

    DataPlane plane() {
        return plane;
    }

    Registry registry() {
        return registry;
    }

    SharedState state() {
        return state;
    }

    Topology topology() {
        return topology;
    }

    /** The beginning of each step. */
    void begin(Now now) {
        membership.begin(now);
        monitor.begin(now);
    }

    Alarm alarm() {
        return alarm;
    }

    void start(Now now, Ticket ticket) {
        verdicts.onStart(ticket);
        monitor.start();
        membership.start(now, ticket);
        plane.start(now);
        state.start(now);
        topology.start(now);
        registry.start(now);
        comms.start();
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
        if (connecting) {
            registry.onTime(now);
        }
        comms.onTime(now);
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
            registry.onPeers(now, peers);
            comms.onPeers(now, peers);
        }
        state.show(now);
        topology.settle(now);
        if (connecting) {
            registry.onRoles(topology.rolesVersion());
            registry.settle(now);
        }
        state.settle(now);
        verdicts.settle();
        monitor.settle();
        comms.settle(now);
        Ticket goodbye = leaving;
        if (goodbye != null && connecting && topology.hasLetGo()) {
            membership.leave(now, goodbye);
            disconnect(now);
        }
        plane.flush(now);
    }

    long nextDeadlineNanos(Now now) {
        long here = Math.min(membership.nextDeadlineNanos(now), monitor.nextDeadlineNanos());
        long shared = Math.min(state.nextDeadlineNanos(), topology.nextDeadlineNanos(now));
        long sent = Math.min(plane.nextDeadlineNanos(), comms.nextDeadlineNanos(now));
        long named = connecting ? registry.nextDeadlineNanos(now) : Deadline.NEVER;
        return Math.min(Math.min(here, named), Math.min(shared, sent));
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
            comms.stop(now);
            plane.stop(now);
            state.stop();
            topology.stop();
        }
    }
}
