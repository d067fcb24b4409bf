/** Data planes on the simulated network, with peers that are simply told: many runs in little time. */
@NullMarked
package dev.swarm.sim.plane;

import org.jspecify.annotations.NullMarked;
