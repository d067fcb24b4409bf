package dev.swarm.registry.worker;

import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;

/** What workers see of their node. Any thread may call. */
public interface Surroundings {

    /** Returns the names of a scope, empty for none. */
    SwarmRegistry registry(String scope);

    /** Returns the groups of a scope, empty for none. */
    SwarmGroups groups(String scope);

    /** Tells whether the token of a copy is valid at this very moment. */
    boolean isValid(long copy);
}
