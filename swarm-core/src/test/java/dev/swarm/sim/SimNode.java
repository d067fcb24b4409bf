package dev.swarm.sim;

import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.monitor.MonitorModel;
import dev.swarm.engine.overlay.Overlay;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.registry.RegistryModel;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.topology.TopologyModel;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.sim.net.SimEndpoint;
import dev.swarm.sim.net.SimSocket;
import dev.swarm.sim.net.Traffic;
import dev.swarm.sim.time.SimClock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node through all its lives: it may be started, stopped in several ways, and started again under the same or
 * another name and address. At most one {@link SimProcess} is alive at a time.
 */
public final class SimNode implements SimEndpoint {

    private static final long MAX_MONOTONIC_ORIGIN_NANOS = 1_000_000_000_000_000L;

    private final SimWorld world;
    private final int index;
    private final SplittableRandom chance;
    private final SimGate gate = new SimGate();
    private final Deque<Told> facts = new ArrayDeque<>();
    private NodeId id;
    private NodeAddress address;
    private final long driftPpm;
    private long skewMillis;
    private @Nullable SimProcess process;
    private @Nullable Ticket startTicket;
    private @Nullable Ticket leaveTicket;
    private @Nullable Answer startAnswer;

    SimNode(SimWorld world, int index, NodeAddress address, SplittableRandom chance) {
        this.world = world;
        this.index = index;
        this.chance = chance;
        this.id = NodeId.of(String.format("n%04d", index));
        this.address = address;
        long skewMax = world.settings().clocks().skewMax().toMillis();
        this.skewMillis = chance.nextLong(-skewMax, skewMax + 1);
        this.driftPpm = world.settings().clocks().drift(chance);
    }

    /** Returns the number it was made with, from 0. */
    public int index() {
        return index;
    }

    /** Returns its present name. */
    public NodeId id() {
        return id;
    }

    /** Returns its present address. */
    public NodeAddress address() {
        return address;
    }

    /** Tells whether a process is alive, paused ones included. */
    public boolean isRunning() {
        return process != null;
    }

    /** Tells whether it runs and was not told to leave. */
    public boolean isStaying() {
        return process != null && !process.isLeaving();
    }

    /**
     * Returns its engine.
     *
     * @throws IllegalStateException if it does not run
     */
    public SwarmEngine engine() {
        return running().engine();
    }

    /** Returns what it knows; throws as {@link #engine} does. */
    public ClusterView view() {
        return engine().view();
    }

    /** Returns the facts of all its lives, the oldest first; only the newest are kept. */
    public Collection<Told> facts() {
        return facts;
    }

    /** Returns what crossed its present address. */
    public Traffic traffic() {
        return world.network().traffic(address);
    }

    /** Returns how its last start ended, empty as long as it has not. */
    public Optional<Answer> startAnswer() {
        return Optional.ofNullable(startAnswer);
    }

    /** Returns how many datagrams found the socket's buffer full while it stood still. */
    public long datagramsDropped() {
        return gate.dropped();
    }

    /** Gives the next life another address. */
    public void moveTo(NodeAddress other) {
        checkStopped();
        address = other;
    }

    /** Gives the next life another name. */
    public void rename(NodeId other) {
        checkStopped();
        id = other;
    }

    /** Starts a fresh engine, and tells it where peers may be. */
    public void start(Collection<NodeAddress> candidates) {
        checkStopped();
        note("starts at " + address);
        startAnswer = null;
        SplittableRandom life = chance.split();
        SimClock clock =
                new SimClock(world.scheduler(), life.nextLong(MAX_MONOTONIC_ORIGIN_NANOS), skewMillis, driftPpm);
        SimProcess started = new SimProcess(world, this, clock, life);
        process = started;
        startTicket = started.command(SimStepKind.START, started.engine()::start);
        afterStep();
        if (process == started && !candidates.isEmpty()) {
            candidates(candidates);
        }
    }

    /** Discovery tells it where peers may be. */
    public void candidates(Collection<NodeAddress> addresses) {
        running().step(SimStepKind.COMMAND, 0, now -> engine().onCandidates(now, addresses));
    }

    /** It describes itself anew, which is a rumor about nothing but itself. */
    public void updateWebAddress(String webAddress) {
        running().step(SimStepKind.COMMAND, 0, now -> engine().updateWebAddress(now, webAddress));
    }

    /** It writes shared state. */
    public void write(BiConsumer<Now, Overlay> change) {
        running().step(SimStepKind.COMMAND, 0, now -> engine().write(now, overlay -> change.accept(now, overlay)));
    }

    /** It gives its registry a command, or the answer to an effect. */
    public void registry(BiConsumer<Now, Registry> command) {
        running().step(SimStepKind.COMMAND, 0, now -> engine().registry(now, command));
    }

    /** Something happens within its process: now, or when it stands still no more; never if it ends before. */
    public void inside(Runnable input) {
        gate.passInside(input);
    }

    /** It gives a node a role. */
    public void promote(NodeId node, Role role) {
        running().step(SimStepKind.COMMAND, 0, now -> engine().promote(now, node, role));
    }

    /** Returns what its users read of command. */
    public TopologyModel topology() {
        return running().topology();
    }

    /** Returns what its users read of names. */
    public RegistryModel names() {
        return running().names();
    }

    /** Returns what its users read of nodes and links. */
    public MonitorModel monitor() {
        return running().monitor();
    }

    /** Returns what its users read of shared state. */
    public OverlayModel overlay() {
        return running().overlay();
    }

    /** The process is killed; its host lives and says so to whoever has, or dials, a stream. */
    public void crash() {
        note("crashes");
        end(SimSocket::release);
    }

    /** One of its streams breaks, whichever it is. */
    public void loseStream() {
        running().socket().breakOne(chance);
    }

    /** The host loses its power: silence. */
    public void powerOff() {
        note("loses power");
        end(SimSocket::powerOff);
    }

    /** It says goodbye, and ends when that is done. */
    public void leave() {
        note("leaves");
        leaveTicket = running().leave();
        afterStep();
    }

    /** The process stands still, as in a long garbage collection; what arrives is kept. */
    public void pause() {
        note("pauses");
        gate.set(SimGate.Mode.PAUSED);
    }

    /** Each send and each receive stands still, timers go on (the anomaly of the Lifeguard paper). */
    public void block() {
        note("is blocked");
        gate.set(SimGate.Mode.BLOCKED);
        tellSendingBlocked(true);
    }

    /**
     * Ends a pause or a block. Whether overdue timers or waiting packets come first is chance, as in real event
     * loops.
     */
    public void resume() {
        note("resumes");
        boolean wasBlocked = gate.mode() == SimGate.Mode.BLOCKED;
        boolean timersFirst = chance.nextBoolean() || wasBlocked;
        SimProcess alive = process;
        if (alive == null) {
            return;
        }
        alive.flush();
        gate.set(SimGate.Mode.OPEN);
        if (wasBlocked) {
            tellSendingBlocked(false);
        }
        if (timersFirst) {
            alive.wake();
        }
        gate.open();
        if (process == alive) {
            alive.wake();
        }
    }

    /** Tells whether it neither pauses nor is blocked. */
    public boolean isResponsive() {
        return gate.mode() == SimGate.Mode.OPEN;
    }

    /** Sets the wall clock ahead of the true time, or behind if negative; of this life and all later ones. */
    public void skewClock(long millis) {
        note("has its clock off by " + millis + " ms");
        skewMillis = millis;
        if (process != null) {
            process.clock().skewBy(millis);
        }
    }

    @Override
    public void onDatagram(NodeAddress from, byte[] packet) {
        long content = world.trace().checksum(packet);
        gate.passDatagram(
                packet.length,
                () -> input(SimStepKind.DATAGRAM, content, (engine, now) -> {
                    engine.onDatagram(now, from, packet);
                }));
    }

    @Override
    public void onStreamAccepted(StreamId stream, NodeAddress from) {
        gate.passStream(() -> input(SimStepKind.STREAM_ACCEPTED, stream.number(), (engine, now) -> {
            engine.onStreamAccepted(now, stream, from);
        }));
    }

    @Override
    public void onStreamSecured(StreamId stream, Bytes fingerprint) {
        gate.passStream(() -> input(SimStepKind.STREAM_SECURED, stream.number(), (engine, now) -> {
            engine.onStreamSecured(now, stream, fingerprint);
        }));
    }

    @Override
    public void onStreamBytes(StreamId stream, byte[] bytes) {
        long content = world.trace().checksum(bytes);
        gate.passStream(() -> input(SimStepKind.STREAM_BYTES, content, (engine, now) -> {
            engine.onStreamBytes(now, stream, bytes);
        }));
    }

    @Override
    public void onStreamClosed(StreamId stream, StreamEnd end) {
        gate.passStream(() -> input(SimStepKind.STREAM_CLOSED, stream.number(), (engine, now) -> {
            engine.onStreamClosed(now, stream, end);
        }));
    }

    /** Reads its clocks. */
    public Now now() {
        return running().clock().now();
    }

    SimGate gate() {
        return gate;
    }

    /** Passes a fact on to whoever listens. */
    void tell(SwarmEvent event, boolean isOwnFinding) {
        Told told = new Told(id, world.scheduler().nowNanos(), event, isOwnFinding);
        world.trace().add(told);
        int kept = world.settings().watch().factsKept();
        if (kept > 0) {
            if (facts.size() == kept) {
                facts.removeFirst();
            }
            facts.addLast(told);
        }
        world.tell(told);
    }

    /** A process ends when its name is taken, and when its goodbye is said; as the shell would do. */
    void afterStep() {
        SimProcess alive = process;
        if (alive == null) {
            return;
        }
        if (startAnswer == null && startTicket != null) {
            startAnswer = alive.answer(startTicket).orElse(null);
        }
        boolean isRefused = startAnswer instanceof Answer.NameTaken;
        boolean isGone = leaveTicket != null && alive.answer(leaveTicket).isPresent();
        if ((isRefused || isGone) && isResponsive()) {
            note(isRefused ? "is refused" : "is gone");
            end(SimSocket::release);
        }
    }

    private void tellSendingBlocked(boolean blocked) {
        if (process != null) {
            process.step(SimStepKind.COMMAND, 0, now -> engine().onSendingBlocked(now, blocked));
        }
    }

    private void input(SimStepKind kind, long content, BiConsumer<SwarmEngine, Now> input) {
        running().step(kind, content, now -> input.accept(engine(), now));
    }

    private void end(Consumer<SimSocket> way) {
        running().end(way);
        process = null;
        startTicket = null;
        leaveTicket = null;
        gate.reset();
    }

    SimProcess running() {
        SimProcess alive = process;
        if (alive == null) {
            throw new IllegalStateException(id + " does not run");
        }
        return alive;
    }

    private void checkStopped() {
        if (process != null) {
            throw new IllegalStateException(id + " runs");
        }
    }

    private void note(String text) {
        world.trace().add(world.scheduler().nowNanos(), id.name(), text);
    }
}
