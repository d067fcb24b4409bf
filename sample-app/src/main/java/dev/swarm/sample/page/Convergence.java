package dev.swarm.sample.page;

import dev.swarm.api.CommsManager;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.spring.SwarmMessageHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How far the other nodes' knowledge and this one's are apart. How late the last news of each node came is read off the
 * news itself, by both nodes' wall clocks; whether two nodes know the same, they tell each other by digests. Any
 * thread.
 */
final class Convergence {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What comes later than this was not on its way, but was told again. */
    private static final Duration TOLD_AGAIN = Duration.ofSeconds(5);

    /** While something changes, two nodes differ for a moment again and again. */
    private static final Duration FLUTTER = Duration.ofSeconds(2);

    private final CommsManager comms;
    private final SwarmTopology topology;
    private final TacticalOverlay overlay;
    private final InstantSource clock;
    private final Map<NodeId, State> states = new ConcurrentHashMap<>();

    Convergence(CommsManager comms, SwarmTopology topology, TacticalOverlay overlay, InstantSource clock) {
        this.comms = comms;
        this.topology = topology;
        this.overlay = overlay;
        this.clock = clock;
    }

    /**
     * How far one node is away.
     *
     * @param inStep whether it knew the same a moment ago
     * @param lagMs how late its last news came, in milliseconds; {@code null} before any
     * @param since since when it knows something else, {@code null} if it does not
     */
    record Distance(
            boolean inStep, @Nullable Long lagMs, @Nullable Instant since) {}

    /** Asks for a digest; any node answers. */
    record DigestQuery() {}

    /** Asks the others what they know, twice a second; what they answer is noted when it comes. */
    @Scheduled(fixedDelay = 500)
    void ask() {
        NodeId self = topology.self().id();
        Set<NodeId> others = topology.nodes().stream()
                .filter(node -> !node.isGuest() && !node.id().equals(self))
                .map(node -> node.id())
                .collect(Collectors.toSet());
        for (NodeId node : others) {
            CompletableFuture<Void> unused = comms.request(
                            node, new DigestQuery(), String.class, Priority.NORMAL, PATIENCE)
                    .thenAccept(digest -> {
                        if (overlay.digest().equals(digest)) {
                            note(node, state -> new State(state.lagMs, clock.instant()));
                        }
                    })
                    .exceptionally(error -> null);
        }
    }

    /** Returns how far a node is away; empty if that is not known. */
    Optional<Distance> of(NodeId node) {
        State state = states.get(node);
        if (state == null || state.equalAt == null) {
            return Optional.empty();
        }
        boolean inStep = Duration.between(state.equalAt, clock.instant()).compareTo(FLUTTER) < 0;
        return Optional.of(new Distance(inStep, state.lagMs, inStep ? null : state.equalAt));
    }

    @EventListener
    void onUpdate(EntityUpdated update) {
        Duration late = Duration.between(update.entity().lastUpdated(), update.time());
        if (!update.origin().equals(topology.self().id()) && late.compareTo(TOLD_AGAIN) < 0) {
            note(update.origin(), state -> new State(Math.max(0, late.toMillis()), state.equalAt));
        }
    }

    @SwarmMessageHandler
    String onQuery(DigestQuery query) {
        return overlay.digest();
    }

    private void note(NodeId node, UnaryOperator<State> change) {
        states.compute(node, (id, state) -> change.apply(state == null ? State.NONE : state));
    }

    private record State(@Nullable Long lagMs, @Nullable Instant equalAt) {

        private static final State NONE = new State(null, null);
    }
}
