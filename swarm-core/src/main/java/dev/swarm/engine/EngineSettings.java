package dev.swarm.engine;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.WireSettings;

/**
 * What one engine is made of; all of it fixed for its life, but the metadata.
 *
 * @param self the node's name
 * @param address where others reach it; what it advertises
 * @param meta what it tells of itself at the start
 * @param wire what its packets have in common
 * @param membership the numbers of the membership protocol
 * @param plane the numbers of the data plane
 * @param sharing what shared state is made of
 * @param topology what roles and command are made of
 * @param monitor what the monitor is made of
 * @param comms what messages are made of
 * @param registry what names are made of
 * @param seed start of all its random choices
 */
public record EngineSettings(
        NodeId self,
        NodeAddress address,
        NodeMeta meta,
        WireSettings wire,
        MembershipConfig membership,
        PlaneConfig plane,
        SharingSettings sharing,
        TopologySettings topology,
        MonitorSettings monitor,
        CommsSettings comms,
        RegistrySettings registry,
        long seed) {}
