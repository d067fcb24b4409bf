package dev.swarm.engine.overlay;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.step.Outbox;
import java.util.SplittableRandom;

/**
 * What the engine makes the overlay of.
 *
 * @param replication the store it is a view over
 * @param self this life of this node
 * @param outbox where facts go
 * @param random chance of this machine alone
 * @param model what users read
 */
public record OverlayParts(
        Replication replication, ReplicaId self, Outbox outbox, SplittableRandom random, OverlayModel model) {}
