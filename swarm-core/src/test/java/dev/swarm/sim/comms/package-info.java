/** Messages between simulated nodes. */
@NullMarked
package dev.swarm.sim.comms;

import org.jspecify.annotations.NullMarked;
