package dev.swarm;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.event.LinkQualityChanged;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.monitor.MonitorModel;
import dev.swarm.runtime.events.Listeners;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The monitor of whatever life the node has now; reads go to the read model of the engine. */
final class LiveMonitor implements NodeMonitor {

    private final Listeners listeners;
    private final Supplier<@Nullable Running> running;

    /** One subscription for each listener; guarded by itself. */
    private final Map<Listener, Seat> seats = new HashMap<>();

    LiveMonitor(Listeners listeners, Supplier<@Nullable Running> running) {
        this.listeners = listeners;
        this.running = running;
    }

    @Override
    public Optional<NodeHealth> health(NodeId node) {
        Objects.requireNonNull(node, "node");
        return ask(model -> model.health(node));
    }

    @Override
    public List<NodeId> healthy() {
        return nodes(MemberStatus.HEALTHY);
    }

    @Override
    public List<NodeId> suspect() {
        return nodes(MemberStatus.SUSPECT);
    }

    @Override
    public List<NodeHealth> all() {
        return ask(MonitorModel::all).orElse(List.of());
    }

    @Override
    public Optional<Duration> estimatedRtt(NodeId node) {
        Objects.requireNonNull(node, "node");
        return ask(model -> model.estimatedRtt(node));
    }

    @Override
    public Optional<Duration> estimatedRtt(NodeId one, NodeId other) {
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
        return ask(model -> model.estimatedRtt(one, other));
    }

    @Override
    public Subscription subscribe(Listener listener) {
        Objects.requireNonNull(listener, "listener");
        Seat fresh = new Seat(listener);
        Seat before;
        synchronized (seats) {
            before = seats.putIfAbsent(listener, fresh);
        }
        if (before != null) {
            return before;
        }
        try {
            begin(listener, fresh.standing);
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
        return fresh;
    }

    /** The snapshot comes exactly between the events before it and those after it. */
    private void begin(Listener listener, Standing standing) {
        Running current = running.get();
        if (current == null) {
            standing.begin(() -> {
                listener.onSnapshot(List.of());
                return listeners.add(eventsFor(listener));
            });
            return;
        }
        current.node().between(() -> {
            List<NodeHealth> snapshot = current.monitor().all();
            return () -> standing.begin(() -> {
                listener.onSnapshot(snapshot);
                return listeners.add(eventsFor(listener));
            });
        });
    }

    private static Consumer<SwarmEvent> eventsFor(Listener listener) {
        return event -> {
            if (event instanceof MemberEvent || event instanceof LinkQualityChanged) {
                listener.onEvent(event);
            }
        };
    }

    private List<NodeId> nodes(MemberStatus status) {
        return ask(model -> model.nodes(status)).orElse(List.of());
    }

    private <T> Optional<T> ask(Function<MonitorModel, @Nullable T> question) {
        Running current = running.get();
        return current == null ? Optional.empty() : Optional.ofNullable(question.apply(current.monitor()));
    }

    /** A listener's place; free again when it is closed. */
    private final class Seat implements Subscription {

        private final Listener listener;
        private final Standing standing = new Standing();

        private Seat(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            synchronized (seats) {
                seats.remove(listener, this);
            }
            standing.close();
        }
    }
}
