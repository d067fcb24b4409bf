package dev.swarm.runtime;

import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.SwarmState;
import dev.swarm.api.failure.NodeNameTakenException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.SharedStatus;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.runtime.events.EventDispatcher;
import dev.swarm.runtime.events.Listeners;
import dev.swarm.runtime.transport.Network;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a node: an engine, the one thread that calls it, and what stands around them. It is started once and
 * closed once. All methods may be called by any thread.
 *
 * <p>After each step of the engine, in this order: the new view is published with one volatile write, bytes leave,
 * effects are handed over, commands are answered, facts go to the listeners' thread. So a listener sees a world at
 * least as new as its event.
 *
 * <p>An exception out of the engine is an error of ours: it is logged, the node becomes {@link SwarmState#FAILED} and
 * releases everything; the program around it lives.
 */
public final class SwarmNode {

    private static final Logger LOG = LoggerFactory.getLogger(SwarmNode.class);
    private static final Duration LAST_EVENTS = Duration.ofSeconds(2);

    private final NodeSettings settings;
    private final StepClock clock = StepClock.system();
    private final Vigil vigil = new Vigil();
    private final StepOutbox outbox;
    private final Tickets tickets = new Tickets();
    private final SwarmEngine engine;
    private final LoopThread thread;
    private final Network network;
    private final Turns turns;
    private final Commands commands;
    private final WriteQueue writes;
    private final ReadModels models;
    private final WakeUps wakeUps;
    private final EventDispatcher dispatcher;
    private final Consumer<Effect> effects;
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final Goodbye goodbye = new Goodbye();
    private final NodeState state = new NodeState();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Released released = new Released();
    private volatile @Nullable Throwable failure;
    private @Nullable Ticket startTicket;

    /**
     * Makes the node; nothing runs yet.
     *
     * @param effects does what the engine wants done beside it; called by the engine's thread, and returns at once
     * @throws IllegalArgumentException if the factory finds that the settings do not fit together
     */
    public SwarmNode(NodeSettings settings, EngineFactory factory, Listeners listeners, Consumer<Effect> effects) {
        this.settings = settings;
        this.effects = effects;
        this.dispatcher = new EventDispatcher(settings.self().name(), listeners);
        this.outbox = new StepOutbox(dispatcher::isHeard);
        this.engine = factory.create(outbox);
        this.models = new ReadModels(engine);
        String name = "swarm-" + settings.self();
        this.thread =
                settings.sockets() == null ? LoopThread.withoutSockets(name) : LoopThread.withSockets(name, vigil);
        this.network = settings.network(thread.loop());
        this.turns = new Turns(clock, this::act, this::onBrokenStep);
        engine.wakeBy(new Bell(thread, turns, engine::onPost)::ring);
        this.commands =
                new Commands(settings.self().name(), new Mailbox(thread.loop(), turns), tickets, state::current);
        this.writes = new WriteQueue(thread.loop(), thread::schedule, turns, engine, name + "-answers");
        this.wakeUps = new WakeUps(thread::schedule, () -> turns.run("time", engine::onTime));
    }

    /** Begins to listen and to take part; done when the node has found its place, which is the engine's answer. */
    public CompletableFuture<Answer> start() {
        state.moveTo(SwarmState.STARTING);
        dispatcher.start();
        return commands.ask("start", (now, ticket) -> {
            startTicket = ticket;
            network.open(new EngineInbound(engine, turns, this::onLost));
            engine.start(now, ticket);
        });
    }

    /** Tells the engine of addresses where peers may be; forgotten if the mailbox is full, as they are told again. */
    public void candidates(Collection<NodeAddress> addresses) {
        List<NodeAddress> fixed = List.copyOf(addresses);
        commands.suggest("candidates", now -> engine.onCandidates(now, fixed));
    }

    /**
     * Joins by hand.
     *
     * @return the engine's answer, or {@link SwarmRejectedException} if the node does not run or is too busy
     */
    public CompletableFuture<Answer> join(NodeAddress address) {
        return commands.ask("join", (now, ticket) -> engine.join(now, address, ticket));
    }

    /**
     * Tells others where the web server of this node is.
     *
     * @throws SwarmRejectedException if the node is too busy
     */
    public void updateWebAddress(@Nullable String webAddress) {
        commands.tell("web address", now -> {
            try {
                engine.updateWebAddress(now, webAddress);
            } catch (IllegalArgumentException e) {
                LOG.warn("Node {} keeps its old web address: {}", settings.self(), e.getMessage());
            }
        });
    }

    /** Changes a setting of the engine that others are not told; the future is as with {@link #join}. */
    public CompletableFuture<Answer> change(String name, Consumer<SwarmEngine> setting) {
        return commands.ask(name, (now, ticket) -> {
            setting.accept(engine);
            tickets.answer(ticket, new Answer.Done());
        });
    }

    /**
     * Writes shared state, together with what else waits to be written.
     *
     * @param size about how many bytes the change holds
     * @param change made on the engine's thread; what it throws for bad values fails the future alone
     * @return done, on a thread for that, when the change is shown here
     */
    public CompletableFuture<Void> write(int size, BiConsumer<Now, SwarmEngine> change) {
        return writes.offer(size, change);
    }

    /** Returns the way for all else that comes from other threads; futures of users complete otherwise. */
    public WriteQueue writes() {
        return writes;
    }

    /**
     * Does something between two steps and something else on the listeners' thread, which is exactly between the
     * events of the one and of the other.
     *
     * @param between called by the engine's thread; returns what is done by the listeners'
     * @throws SwarmRejectedException if the node is too busy
     */
    public void between(Supplier<Runnable> between) {
        writes.between((now, running) -> dispatcher.run(between.get()));
    }

    /**
     * Says goodbye and goes on answering. Called again it does nothing more.
     *
     * @param limit after which the future is done in any case
     * @return done when the goodbye has spread, or time is up
     */
    public CompletableFuture<Answer> leave(Duration limit) {
        return goodbye.say(limit, () -> {
            state.moveTo(SwarmState.LEAVING);
            return commands.ask("leave", engine::leave);
        });
    }

    /** Releases everything. Waits for it, but not for itself when a listener calls. Idempotent. */
    public void close() {
        if (closing.compareAndSet(false, true)) {
            state.moveTo(SwarmState.STOPPED);
            release();
        } else if (!thread.isCurrent() && !dispatcher.isCurrent()) {
            released.await();
        }
    }

    /** Returns what is known now; the last view after the end. */
    public ClusterView view() {
        return models.view();
    }

    /** Returns how much shared state there is, at a moment shortly past. */
    public SharedStatus shared() {
        return models.shared();
    }

    /** Returns where the node stands. */
    public SwarmState state() {
        return state.current();
    }

    /** Returns why the node is {@link SwarmState#FAILED}, {@code null} if it is not. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Returns what becomes the reason if the node fails; it never completes if it does not. */
    public CompletableFuture<Throwable> failed() {
        return failed.copy();
    }

    /** Returns the present moment of monotonic time, by the clock from which the engine's steps have theirs. */
    public long nanos() {
        return clock.now().nanos();
    }

    /** Returns the threads on which things happen. */
    public NodeThreads threads() {
        return new NodeThreads(thread.loop(), writes.answers(), vigil);
    }

    /** Returns the engine's counters. */
    public Counters counters() {
        return engine.counters();
    }

    /** Returns how many commands were refused because the mailbox was full. */
    public long commandsRejected() {
        return commands.refused() + writes.refused();
    }

    /** Returns how many datagrams were dropped because the socket's buffer was full. */
    public long datagramsDropped() {
        return network.datagramsDropped();
    }

    /** Acts on what a step noted. */
    private void act(Now now) {
        models.publish(now);
        outbox.sendTo(network);
        outbox.handTo(effects);
        outbox.answerTo(this::onAnswer);
        outbox.tellTo(dispatcher::offer);
        wakeUps.arm(engine.nextDeadlineNanos(), now.nanos());
    }

    private void onAnswer(Ticket ticket, Answer answer) {
        if (ticket.equals(startTicket)) {
            if (answer instanceof Answer.NameTaken taken) {
                LOG.error("Node {} stops: {} has its name", settings.self(), taken.holder());
                fail(new NodeNameTakenException(taken.name(), taken.holder()));
            } else {
                state.moveTo(SwarmState.RUNNING);
            }
        }
        tickets.answer(ticket, answer);
    }

    private void onBrokenStep(String step, Throwable cause) {
        LOG.error("Node {} stops after an error of its own in step '{}', at {}", settings.self(), step, models, cause);
        fail(cause);
    }

    private void onLost(Throwable cause) {
        LOG.error("Node {} stops: {}", settings.self(), cause.getMessage());
        fail(cause);
    }

    private void fail(Throwable cause) {
        failure = cause;
        state.moveTo(SwarmState.FAILED);
        turns.end();
        network.shutdown();
        failed.completeAsync(() -> cause);
        tickets.answerAll(new Answer.Failed("the node has failed"));
        if (closing.compareAndSet(false, true)) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(this::release);
        }
    }

    private void release() {
        thread.end(() -> {
            turns.end();
            writes.end();
            network.shutdown();
            outbox.end();
        });
        settings.closeSockets();
        tickets.answerAll(new Answer.Failed("the node has stopped"));
        dispatcher.close(LAST_EVENTS);
        released.done();
    }
}
