/** Names and workers in the simulator: whole engines, workers in virtual time, and what must hold of them. */
@NullMarked
package dev.swarm.sim.registry;

import org.jspecify.annotations.NullMarked;
