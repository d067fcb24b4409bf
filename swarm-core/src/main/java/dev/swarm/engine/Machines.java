package dev.swarm.engine;

import dev.swarm.api.ClusterView;
import dev.swarm.engine.comms.Comms;
import dev.swarm.engine.comms.CommsParts;
import dev.swarm.engine.membership.Membership;
import dev.swarm.engine.membership.MembershipParts;
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
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;
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
    private final Comms comms;
    private final Verdicts verdicts;
    private final Alarm alarm = new Alarm();
    private List<Peer> offered = List.of();
    private boolean connecting;
    private @Nullable Ticket leaving;
    private @Nullable ClusterView shown;
    private long knownVersion;
    private long shownRoles;

    Machines(EngineSettings settings, Outbox outbox, Counters counters, PacketCodec packets, StreamCodec streams) {
        StreamNumbers numbers = new StreamNumbers();
        SplittableRandom random = new SplittableRandom(settings.seed());
        SplittableRandom membershipRandom = random.split();
        this.state = new SharedState(settings, outbox, counters, random.split());
        SplittableRandom planeRandom = random.split();
        PlaneLink link = new PlaneLink();
        this.topology = topology(settings, outbox, state.register(), link, random.split());
        PlaneMessages messages = new PlaneMessages(node -> 0);
        this.comms = comms(settings, messages, counters);
        this.verdicts = new Verdicts(outbox, topology, settings.self());
        this.membership = Membership.create(new MembershipParts(
                settings.self(),
                settings.address(),
                settings.meta(),
                settings.membership(),
                verdicts,
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
                new PlaneEvents(state, topology, comms, counters)));
        link.connect(plane);
        messages.connect(plane);
        state.connect(plane, topology);
    }

    private Comms comms(EngineSettings settings, PlaneMessages messages, Counters counters) {
        CommsSettings comms = settings.comms();
        return new Comms(
                new CommsParts(settings.self(), comms.config(), messages, comms.inbox(), alarm::ring, counters));
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

    Comms comms() {
        return comms;
    }

    Alarm alarm() {
        return alarm;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    void start(Now now, Ticket ticket) {
        verdicts.onStart(ticket);
        membership.start(now, ticket);
        plane.start(now);
        state.start(now);
        topology.start(now);
        comms.start();
        connecting = true;
    }

    void onTime(Now now) {
        membership.onTime(now);
        plane.onTime(now);
        state.onTime(now);
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
        List<Peer> peers = membership.peers();
        if (connecting && peers != offered) {
            offered = peers;
            plane.onPeers(now, peers);
            state.onPeers(peers);
            topology.onPeers(peers);
            comms.onPeers(now, peers);
        }
        state.show(now);
        topology.settle(now);
        state.settle(now);
        verdicts.settle();
        comms.settle(now);
        Ticket goodbye = leaving;
        if (goodbye != null && connecting && topology.hasLetGo()) {
            membership.leave(now, goodbye);
            disconnect(now);
        }
        plane.flush(now);
    }

    long nextDeadlineNanos(Now now) {
        long here = Math.min(membership.nextDeadlineNanos(now), plane.nextDeadlineNanos());
        long shared = Math.min(state.nextDeadlineNanos(), topology.nextDeadlineNanos(now));
        return Math.min(Math.min(here, shared), comms.nextDeadlineNanos(now));
    }

    /** Returns what membership knows, with the roles that members have now; the same object if nothing changed. */
    ClusterView view() {
        ClusterView latest = membership.view();
        ClusterView current = shown;
        if (current == null || latest.version() != knownVersion || shownRoles != topology.rolesVersion()) {
            knownVersion = latest.version();
            shownRoles = topology.rolesVersion();
            long version = current == null ? 1 : current.version() + 1;
            current = new ClusterView(version, latest.self(), topology.withRoles(latest), latest.healthScore());
            shown = current;
        }
        return current;
    }

    private void disconnect(Now now) {
        if (connecting) {
            connecting = false;
            comms.stop(now);
            plane.stop(now);
            state.stop();
            topology.stop();
        }
    }
}
