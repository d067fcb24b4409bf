/** Whole clusters of real engines in one thread and virtual time; a run is a function of its seed. */
@NullMarked
package dev.swarm.sim;

import org.jspecify.annotations.NullMarked;
