package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.registry.Placement;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.registry.tenure.Tenure;
import dev.swarm.engine.step.Outbox;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * What the engine makes the registry of.
 *
 * @param self this life of this node
 * @param config the numbers
 * @param placement who should have which name, for strategies of the user's own
 * @param ledger what all nodes know
 * @param link what goes to single nodes
 * @param outbox where facts and effects go
 * @param tenure whether this node may own a partition
 * @param mayOwn tells whether a node's role lets it own names
 * @param startOf returns the start stamp of a process, given the session of its replica
 * @param model what users read; written by the registry alone
 */
public record RegistryParts(
        ReplicaId self,
        RegistryConfig config,
        Placement placement,
        Ledger ledger,
        RegistryLink link,
        Outbox outbox,
        Tenure tenure,
        Predicate<NodeId> mayOwn,
        LongUnaryOperator startOf,
        RegistryModel model) {}
