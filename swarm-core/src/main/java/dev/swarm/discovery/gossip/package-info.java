/** Finds peers of the same network, or of the same machine, by multicast beacons. */
@NullMarked
package dev.swarm.discovery.gossip;

import org.jspecify.annotations.NullMarked;
