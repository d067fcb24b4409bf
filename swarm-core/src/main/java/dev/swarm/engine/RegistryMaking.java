package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.registry.RegistryParts;
import dev.swarm.engine.registry.tenure.FreeTenure;
import dev.swarm.engine.registry.tenure.QuorumTenure;
import dev.swarm.engine.registry.tenure.Tenure;
import dev.swarm.engine.topology.Topology;
import java.util.SplittableRandom;

/** Makes the registry of an engine. */
final class RegistryMaking {

    private RegistryMaking() {}

    static Registry registry(
            Makings makings, SharedState state, Topology topology, RegistryNet net, SplittableRandom random) {
        RegistrySettings settings = makings.settings().registry();
        NodeId self = makings.settings().self();
        return new Registry(new RegistryParts(
                state.self(),
                settings.config(),
                settings.placement(),
                state.ledger(),
                net,
                makings.outbox(),
                tenure(self, state.self(), settings.config(), net, random),
                topology::isElector,
                SharingSettings::startedAtMillis,
                settings.model()));
    }

    private static Tenure tenure(
            NodeId self, ReplicaId replica, RegistryConfig config, RegistryNet net, SplittableRandom random) {
        return config.strategy().needsQuorum()
                ? new QuorumTenure(self, replica.session(), config, net, random)
                : new FreeTenure();
    }
}
