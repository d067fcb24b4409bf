package dev.swarm;

import dev.swarm.api.ClusterView;
import dev.swarm.api.CommsManager;
import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmKeys;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmState;
import dev.swarm.api.SwarmStatistics;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.runtime.events.Listeners;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of a cluster, to be carried inside an application. Any thread may call any method.
 *
 * <p>{@link #start()} and {@link #stop()} may follow each other any number of times; each start makes a fresh node.
 * Stopping has two halves for applications that still answer requests meanwhile: {@link #leave()} says goodbye but
 * goes on answering, {@link #close()} releases everything. There is no shutdown hook: whoever starts a node stops it.
 * All threads are daemons.
 */
public final class Swarm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Swarm.class);

    /** How much longer than the engine's own limit is waited for a goodbye. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final SwarmConfig config;
    private final Listeners listeners = new Listeners();
    private final Faces faces;
    private final ClusterView firstView;
    private final AtomicBoolean explained = new AtomicBoolean();
    private volatile @Nullable Life life;
    private volatile @Nullable String webAddress;

    Swarm(SwarmConfig config) {
        this.config = config;
        this.faces = new Faces(config, listeners, () -> life, this::view);
        this.webAddress = config.identity().webAddress();
        this.firstView = LiveTopology.alone(config);
    }

    /** Returns a builder with the starting values. */
    public static SwarmBuilder builder() {
        return SwarmConfig.builder();
    }

    /** Returns a node that is not started yet. */
    public static Swarm of(SwarmConfig config) {
        return new Swarm(config);
    }

    /**
     * Opens the sockets, begins to look for peers, and waits, at most for the configured time, until the node has
     * joined a cluster or founded one. When the time is up it returns all the same and goes on looking. Does nothing
     * if the node runs or starts already. A node that is not enabled waits for nothing.
     *
     * @throws dev.swarm.api.failure.PortTakenException if the port is taken
     * @throws dev.swarm.api.failure.InvalidAddressException if an address is none, or none of this machine
     * @throws dev.swarm.api.failure.NodeNameTakenException if a live node has the name
     * @throws dev.swarm.api.failure.SwarmStartException if something else is in the way; everything is released again
     */
    public void start() {
        Life fresh = begin();
        if (fresh != null) {
            CompletableFuture<Answer> started = fresh.open(webAddress);
            if (explained.compareAndSet(false, true)) {
                fresh.explainExposure();
            }
            if (config.enabled()) {
                fresh.await(started, config.patience().start());
            }
            if (config.registry().ownsAtStart()) {
                openRegistry();
            }
        }
    }

    /**
     * Lets this node own names from now on, if its name and role allow; it has looked them up before. Happens by itself
     * at the start, unless {@link SwarmBuilder#ownNamesAtStart} says no. Does nothing if the node does not run.
     */
    public void openRegistry() {
        Running current = faces.running();
        if (current != null) {
            current.registry().open();
        }
    }

    /**
     * First half of a clean stop: gives names away, says goodbye, but goes on answering until {@link #close()}.
     *
     * @return done when the goodbye has spread, or when time is up; at once if the node does not run. Never fails
     */
    public CompletableFuture<Void> leave() {
        Life current = life;
        return current == null || !current.state().isAnswering()
                ? CompletableFuture.completedFuture(null)
                : current.leave(config.patience().leave()).handle((answer, error) -> null);
    }

    /** Clean stop: {@link #leave()}, then {@link #close()}. Waits at most for the configured time. */
    public void stop() {
        try {
            Duration names = Farewell.limit(config.registry().numbers().moves());
            leave().get(config.patience().leave().plus(names).plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The goodbye did not end, and the node stops without: {}", e.toString());
        }
        close();
    }

    /**
     * Releases everything: sockets, threads, discovery. Without {@link #leave()} before it looks like a crash to
     * others, who find it out by probing. Idempotent.
     */
    @Override
    public void close() {
        Life current = life;
        if (current != null) {
            current.close();
        }
    }

    /** Returns where the node stands in its life. */
    public SwarmState state() {
        Life current = life;
        return current == null ? SwarmState.NEW : current.state();
    }

    /** Returns why the node is {@link SwarmState#FAILED}, or why the last start did not work; else {@code null}. */
    public @Nullable Throwable failure() {
        Life current = life;
        return current == null ? null : current.failure();
    }

    /** Returns the settings. */
    public SwarmConfig config() {
        return config;
    }

    /**
     * Returns what is known of the cluster. Costs a volatile read. After a stop it is the last view; before the first
     * start it holds the node alone, with an address of port 0 and, without a configured name, a provisional one.
     */
    public ClusterView view() {
        Life current = life;
        ClusterView known = current == null ? null : current.view();
        // a node that has been made but has not taken its first step does not know itself yet
        return known == null || known.members().isEmpty() ? firstView : known;
    }

    /** Returns this node, as {@link #view()} has it. */
    public Member self() {
        return view().selfMember();
    }

    /**
     * Hands each event to a listener, in the order of change, on one thread that is not the protocol's. What
     * listeners see in {@link #view()} is never older than the event. To miss nothing, subscribe first and read the
     * view then. A listener that throws is logged; one that blocks delays the others and, when the queue of 8192
     * events is full, makes all lose the oldest. Survives a restart of the node. A listener that is subscribed twice
     * gets each event once.
     *
     * @return ends the subscription when closed; idempotent
     */
    public Subscription subscribe(Consumer<? super SwarmEvent> listener) {
        return listeners.add(listener)::run;
    }

    /** Returns who is in the cluster; the same object always. */
    public SwarmTopology topology() {
        return faces.topology;
    }

    /** Returns how the other nodes and the links to them fare; the same object always. */
    public NodeMonitor monitor() {
        return faces.monitor;
    }

    /** Returns how the node looks for peers; the same object always. */
    public SwarmDiscovery discovery() {
        return faces.discovery;
    }

    /** Returns the state that all nodes share; the same object always. A fresh start begins without any. */
    public TacticalOverlay overlay() {
        return faces.overlay;
    }

    /** Returns messages to other nodes; the same object always. Handlers stay over a restart. */
    public CommsManager comms() {
        return faces.comms;
    }

    /** Returns the names of the cluster; the same object always. Those of this node end with it. */
    public SwarmRegistry registry() {
        return faces.registry;
    }

    /** Returns groups of names; the same object always. */
    public SwarmGroups groups() {
        return faces.groups;
    }

    /** Returns the keys under which the node talks; the same object always. */
    public SwarmKeys keys() {
        return faces.keys;
    }

    /** Returns what the node has counted; the same object always. */
    public SwarmStatistics statistics() {
        return faces.statistics;
    }

    /**
     * Tells the cluster where this node's web server is. Remembered for the next start.
     *
     * @param address such as {@code http://10.0.0.1:8080}; {@code null} for none any more
     * @throws IllegalArgumentException if the node's metadata would not fit its 512 bytes
     * @throws dev.swarm.api.failure.SwarmRejectedException if the node is too busy
     */
    public void updateWebAddress(@Nullable String address) {
        Blueprint.requireFits(config, address);
        webAddress = address;
        Life current = life;
        if (current != null) {
            current.updateWebAddress(address);
        }
    }

    /** Returns the nodes to which a connection of the data plane stands, sorted by name; waits for the loop. */
    List<NodeId> connected() {
        Life current = life;
        return current == null ? List.of() : current.connected();
    }

    /** Returns a fresh life, or nothing if one is under way. */
    private synchronized @Nullable Life begin() {
        Life last = life;
        if (last != null && last.state().isAnswering()) {
            return null;
        }
        if (last != null) {
            last.close();
        }
        Life fresh = new Life(faces.lasting, last == null ? FrozenTally.ZERO : last.frozen());
        life = fresh;
        return fresh;
    }

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
