package dev.swarm.spring.actuate;

import dev.swarm.api.SwarmTopology;

/**
 * Whether enough nodes are here for one of them to command. Guests, observers and relays do not count.
 *
 * @param size how many are needed
 * @param present how many of those that count are here
 * @param met whether that is enough
 */
public record Quorum(int size, int present, boolean met) {

    static Quorum of(SwarmTopology topology) {
        dev.swarm.api.Quorum quorum = topology.quorum();
        return new Quorum(quorum.size(), quorum.present(), quorum.isMet());
    }
}
