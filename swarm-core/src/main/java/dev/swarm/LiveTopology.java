package dev.swarm;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Commander;
import dev.swarm.api.CommanderLease;
import dev.swarm.api.Decision;
import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import dev.swarm.engine.topology.LeaseGate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The topology of whatever life the node has now: members as the last published view has them, command and quorum as
 * the engine's read model does.
 */
final class LiveTopology implements SwarmTopology {

    private static final int PROMOTION_BYTES = 512;

    private final Supplier<ClusterView> view;
    private final Supplier<@Nullable Running> running;
    private final Supplier<Quorum> alone;

    /**
     * Makes it.
     *
     * @param view what is known of members
     * @param running the present life, {@code null} before the first start
     * @param alone the quorum as it is before that
     */
    LiveTopology(Supplier<ClusterView> view, Supplier<@Nullable Running> running, Supplier<Quorum> alone) {
        this.view = view;
        this.running = running;
        this.alone = alone;
    }

    @Override
    public Member self() {
        return view.get().selfMember();
    }

    @Override
    public List<Member> nodes() {
        return view.get().members().stream()
                .filter(member -> member.status().isLive())
                .toList();
    }

    @Override
    public Optional<CommanderLease> lease() {
        Running current = running.get();
        LeaseGate gate = current == null ? null : current.topology().lease();
        return current == null || gate == null ? Optional.empty() : Optional.of(new LiveLease(gate, current.node()));
    }

    @Override
    public Optional<Commander> commander() {
        Running current = answering();
        return current == null
                ? Optional.empty()
                : Optional.ofNullable(current.topology().commander());
    }

    @Override
    public Quorum quorum() {
        Running current = answering();
        return current == null ? alone.get() : current.topology().quorum();
    }

    @Override
    public CompletableFuture<Void> promote(NodeId node, Role role) {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(role, "role");
        Running current = answering();
        return current == null
                ? CompletableFuture.failedFuture(Life.notRunning())
                : current.node().write(PROMOTION_BYTES, (now, engine) -> engine.promote(now, node, role));
    }

    @Override
    public List<Decision> trail() {
        Running current = running.get();
        return current == null ? List.of() : current.topology().trail();
    }

    private @Nullable Running answering() {
        Running current = running.get();
        return current == null || !current.node().state().isAnswering() ? null : current;
    }

    /** Returns what a node knows that was never started: itself. */
    static ClusterView alone(SwarmConfig config) {
        Place place = Place.alone(config);
        SwarmConfig.Identity identity = config.identity();
        Member self = new Member(
                place.self(),
                place.advertised(),
                MemberStatus.HEALTHY,
                Incarnation.ZERO,
                identity.role(),
                new Member.Profile(Instant.EPOCH, identity.service(), identity.webAddress(), identity.tags()));
        return new ClusterView(0, place.self(), List.of(self), 0);
    }
}
