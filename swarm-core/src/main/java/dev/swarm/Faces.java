package dev.swarm;

import dev.swarm.api.ClusterView;
import dev.swarm.api.CommsManager;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmStatistics;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.comms.Cbor;
import dev.swarm.comms.Handlers;
import dev.swarm.comms.MessageCodec;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.registry.mail.Letter;
import dev.swarm.registry.mail.Values;
import dev.swarm.registry.worker.WorkerTypes;
import dev.swarm.runtime.events.Listeners;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What users have of a node, the same objects over all its lives: each asks whatever life there is when it is called.
 */
final class Faces {

    final SwarmTopology topology;
    final SwarmDiscovery discovery;
    final LiveKeys keys;
    final SwarmStatistics statistics;
    final NodeMonitor monitor;
    final TacticalOverlay overlay;
    final CommsManager comms;
    final SwarmRegistry registry;
    final SwarmGroups groups;
    final Parts.Lasting lasting;
    private final Supplier<@Nullable Life> life;

    Faces(SwarmConfig config, Listeners listeners, Supplier<@Nullable Life> life, Supplier<ClusterView> view) {
        this.life = life;
        Handlers handlers = new Handlers();
        Cbor cbor = new Cbor();
        MessageCodec codec = new MessageCodec(cbor);
        ContentCodec contents = new ContentCodec(cbor);
        this.topology = new LiveTopology(view, this::running, () -> alone(config));
        this.discovery = new LiveDiscovery(() -> Optional.ofNullable(life.get()));
        this.keys = new LiveKeys(config.trust(), this::rotate);
        this.statistics = new RunningStatistics(this::tally, listeners);
        this.monitor = new LiveMonitor(listeners, this::running);
        this.overlay = new LiveOverlay(contents, listeners, this::running);
        this.comms = new LiveComms(config.comms(), codec, handlers, this::running);
        Scope scope = new Scope(
                "",
                config.registry().numbers(),
                config.comms().messageBytes(),
                new WorkerTypes(config.registry().types()),
                new Values(codec),
                this::running,
                new NamesInSight());
        this.registry = new LiveRegistry(scope);
        this.groups = new LiveGroups(scope);
        CommsManager.Registration unused = handlers.onExpress(Letter.TYPE, scope::onLetter);
        this.lasting = new Parts.Lasting(config, keys, listeners, handlers, codec, contents, scope);
    }

    @Nullable
    Running running() {
        Life current = life.get();
        return current == null ? null : current.running();
    }

    private CompletableFuture<Void> rotate(Keyring ring) {
        Life current = life.get();
        return current == null
                ? CompletableFuture.completedFuture(null)
                : current.rotate(ring).thenAccept(done -> {});
    }

    private static Quorum alone(SwarmConfig config) {
        boolean counts = config.identity().role() == Role.WINGMATE;
        return new Quorum(config.topology().quorumSize(), counts ? 1 : 0);
    }

    private Tally tally() {
        Life current = life.get();
        return current == null ? FrozenTally.ZERO : current;
    }
}
