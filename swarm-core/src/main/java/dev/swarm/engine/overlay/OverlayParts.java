package dev.swarm.engine.overlay;

import dev.swarm.api.Entity;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.overlay.Field;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the engine makes the overlay of.
 *
 * @param replication the store it is a view over
 * @param self this life of this node
 * @param outbox where facts go
 * @param random chance of this machine alone
 * @param model what users read
 * @param contents makes of an entity's fields what users read; asks for them only when users do, on their threads
 */
public record OverlayParts(
        Replication replication,
        ReplicaId self,
        Outbox outbox,
        SplittableRandom random,
        OverlayModel model,
        Function<Supplier<List<Field>>, Entity.Content> contents) {}
