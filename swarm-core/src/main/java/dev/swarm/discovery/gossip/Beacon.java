package dev.swarm.discovery.gossip;

import dev.swarm.api.NodeAddress;

/**
 * What a beacon says.
 *
 * @param kind whether it is said to all or to one
 * @param instance random number of the sender's process, by which it knows its own beacons
 * @param stamp the sender's wall clock in milliseconds since 1970, pushed ahead so that it grows with each beacon
 * @param cluster name of the cluster, empty for none
 * @param node name of the sender, perhaps cut short; for people only
 * @param address where the sender can be joined
 */
record Beacon(Kind kind, long instance, long stamp, String cluster, String node, NodeAddress address) {

    /** Whether a beacon is said to all or to one. */
    enum Kind {
        /** Said to all: here I am, who else? */
        CALL,
        /** Said to one who called; never answered, so that two nodes do not answer each other for ever. */
        ANSWER
    }
}
