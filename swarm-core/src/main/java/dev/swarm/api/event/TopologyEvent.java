package dev.swarm.api.event;

/** An event about roles, the command or the quorum. */
public sealed interface TopologyEvent extends SwarmEvent
        permits RoleChanged, CommanderElected, CommanderLost, QuorumLost, QuorumRegained {}
