package dev.swarm.api.event;

/** An event about a registered name: the same on each node, whichever made the change. */
public sealed interface RegistryEvent extends SwarmEvent
        permits NameRegistered, NameUnregistered, WorkerMoved, GroupJoined, GroupLeft {

    /** Returns the name, with its scope. */
    String name();
}
