package dev.swarm.sim;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.Role;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.CommsSettings;
import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.MonitorSettings;
import dev.swarm.engine.RegistrySettings;
import dev.swarm.engine.Sharing;
import dev.swarm.engine.SharingSettings;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.TopologySettings;
import dev.swarm.engine.monitor.MonitorModel;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.plane.PlaneLoad;
import dev.swarm.engine.registry.RegistryModel;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.topology.TopologyModel;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.sim.check.Invariant;
import dev.swarm.sim.check.Invariants;
import dev.swarm.sim.check.MemberChange;
import dev.swarm.sim.check.Step;
import dev.swarm.sim.net.SimSocket;
import dev.swarm.sim.time.SimClock;
import dev.swarm.sim.time.SimTimer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of a node: an engine from its start to its end. Each input is one step: the engine runs, what it wants is
 * noted, invariants are checked, then bytes leave and the wake-up is set anew.
 */
final class SimProcess extends SimTimer {

    private static final int MAX_OVERDUE_WAKES = 100;

    private final SimWorld world;
    private final SimNode node;
    private final SimSocket socket;
    private final SimClock clock;
    private final SplittableRandom chance;
    private final NotedOutbox outbox = new NotedOutbox();
    private final List<Invariant> invariants = Invariants.forOneProcess();
    private final SharingSettings sharing;
    private final TopologySettings topology;
    private final MonitorSettings monitor;
    private final RegistrySettings registry;
    private final Mail mail = new Mail();
    private final SwarmEngine engine;
    private final PlaneLoad planeMost;
    private final SimShell shell;
    private @Nullable ClusterView lastLook;
    private long armedFor = Deadline.NEVER;
    private long nextTicket = 1;
    private long stepsToLook;
    private int overdueWakes;
    private boolean leaving;
    private boolean ended;

    SimProcess(SimWorld world, SimNode node, SimClock clock, SplittableRandom chance) {
        this.world = world;
        this.node = node;
        this.clock = clock;
        this.chance = chance;
        this.socket = world.network().bind(node.address(), node);
        NodeMeta meta = meta(clock.now());
        this.sharing = Sharing.of(SharingSettings.session(meta.startedAtMillis(), chance.nextInt()));
        this.topology = TopologySettings.of(world.settings().topology());
        SimSettings.Measuring measuring = world.settings().measuring();
        this.monitor = new MonitorSettings(
                measuring.isOn(), measuring.config(), CommsConfig.Quality.DEFAULT, new MonitorModel(node.id()));
        SimSettings.Naming naming = world.settings().naming();
        this.registry = new RegistrySettings(naming.config(), naming.placement(), new RegistryModel());
        EngineSettings settings = settings(meta);
        Bytes fingerprint = settings.meta().fingerprint();
        if (fingerprint != null) {
            socket.prove(fingerprint);
        }
        this.engine = new SwarmEngine(settings, outbox);
        this.planeMost = PlaneLoad.most(settings.plane());
        this.shell = world.shell(node);
    }

    /** Runs one step. Whatever goes wrong in it ends the run. */
    void step(SimStepKind kind, long content, Consumer<Now> input) {
        world.countStep();
        world.trace().add(world.scheduler().nowNanos(), node.index(), kind, content);
        world.trace().print(world.scheduler().nowNanos(), node.id().name(), () -> kind + " " + content);
        Now now = clock.now();
        try {
            input.accept(now);
            settle(now, kind);
        } catch (RuntimeException | StackOverflowError wrong) {
            throw world.failure(node.id().name(), kind + " threw " + wrong, wrong);
        }
    }

    /** Runs a step that hands the engine a ticket, and returns the ticket. */
    Ticket command(SimStepKind kind, TicketedInput input) {
        Ticket ticket = new Ticket(nextTicket++);
        step(kind, ticket.number(), now -> input.accept(now, ticket));
        return ticket;
    }

    Ticket leave() {
        leaving = true;
        return command(SimStepKind.COMMAND, engine::leave);
    }

    /** Gone without a word of the engine; whether peers notice is up to the way it goes. */
    void end(Consumer<SimSocket> way) {
        ended = true;
        world.scheduler().clear(this);
        shell.onEnd();
        way.accept(socket);
    }

    /** Sends what was held back. */
    void flush() {
        outbox.fulfil(socket);
    }

    SimSocket socket() {
        return socket;
    }

    TopologyModel topology() {
        return topology.model();
    }

    Mail mail() {
        return mail;
    }

    MonitorModel monitor() {
        return monitor.model();
    }

    RegistryModel names() {
        return registry.model();
    }

    OverlayModel overlay() {
        return sharing.model();
    }

    SwarmEngine engine() {
        return engine;
    }

    SimClock clock() {
        return clock;
    }

    boolean isLeaving() {
        return leaving;
    }

    Optional<Answer> answer(Ticket ticket) {
        return Optional.ofNullable(outbox.answers().get(ticket.number()));
    }

    /** The wake-up: time passed for the engine, unless the process stands still. */
    @Override
    protected void fire() {
        if (node.gate().mode() == SimGate.Mode.PAUSED) {
            return;
        }
        wake();
        boolean isOverdue = engine.nextDeadlineNanos() <= clock.now().nanos();
        overdueWakes = isOverdue ? overdueWakes + 1 : 0;
        if (overdueWakes > MAX_OVERDUE_WAKES) {
            throw world.failure(node.id().name(), "the engine wants to be woken for ever at one moment", null);
        }
    }

    /** Tells the engine that time passed. */
    void wake() {
        step(SimStepKind.TIME, 0, engine::onTime);
    }

    private NodeMeta meta(Now now) {
        NodeMeta.VersionRange dataPlane = new NodeMeta.VersionRange(1, 1);
        NodeMeta bare = new NodeMeta(dataPlane, now.wallMillis(), Role.WINGMATE, "sim", null, new TreeMap<>(), null);
        boolean proven = world.settings().plane().trust() == PlaneConfig.Trust.FINGERPRINT;
        return proven ? bare.withFingerprint(certificate(now)) : bare;
    }

    /** Another one in each life. */
    private Bytes certificate(Now now) {
        byte[] certificate = new byte[NodeMeta.FINGERPRINT_BYTES];
        new SplittableRandom(now.wallMillis() + node.index()).nextBytes(certificate);
        return Bytes.owning(certificate);
    }

    private EngineSettings settings(NodeMeta meta) {
        SimSettings settings = world.settings();
        return new EngineSettings(
                node.id(),
                node.address(),
                meta,
                settings.wire().apply(chance.split()),
                settings.membership(),
                settings.plane(),
                sharing,
                topology,
                monitor,
                new CommsSettings(CommsConfig.defaults(), mail::open),
                registry,
                chance.nextLong());
    }

    private void settle(Now now, SimStepKind kind) {
        List<SwarmEvent> facts = outbox.takeFacts();
        PlaneLoad plane = engine.planeLoad();
        if (!plane.isWithin(planeMost)) {
            throw world.failure(node.id().name(), "BoundedQueues: " + plane + " is above " + planeMost, null);
        }
        check(new Step(node.id(), now, leaving, facts, engine.load(), look()));
        world.stepped();
        for (SwarmEvent fact : facts) {
            node.tell(fact, kind == SimStepKind.TIME);
        }
        shell.onEffects(outbox.takeEffects());
        if (node.gate().mode() == SimGate.Mode.OPEN) {
            flush();
        }
        if (!ended) {
            arm();
            node.afterStep();
        }
    }

    private Step.@Nullable Look look() {
        if (stepsToLook-- > 0) {
            return null;
        }
        stepsToLook = world.settings().watch().lookEvery() - 1L;
        ClusterView view = engine.view();
        ClusterView before = lastLook;
        if (view.equals(before)) {
            return new Step.Look(view, List.of());
        }
        List<Member> known = before == null ? List.of() : before.members();
        lastLook = view;
        return new Step.Look(view, MemberChange.between(known, view.members()));
    }

    private void check(Step step) {
        for (Invariant invariant : invariants) {
            Optional<String> violation = invariant.violation(step);
            if (violation.isPresent()) {
                throw world.failure(node.id().name(), invariant.name() + ": " + violation.get(), null);
            }
        }
    }

    private void arm() {
        long deadline = engine.nextDeadlineNanos();
        if (deadline == armedFor && isSet()) {
            return;
        }
        armedFor = deadline;
        if (deadline == Deadline.NEVER) {
            world.scheduler().clear(this);
        } else {
            long wish = Math.max(world.scheduler().nowNanos(), clock.toVirtual(deadline));
            world.scheduler().setAt(this, wish + lateness());
        }
    }

    private long lateness() {
        long max = world.settings().clocks().latenessMax().toNanos();
        return max == 0 ? 0 : chance.nextLong(max + 1);
    }

    /** An input that comes with a ticket. */
    interface TicketedInput {

        void accept(Now now, Ticket ticket);
    }
}
