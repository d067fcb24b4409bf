/** Virtual time: one queue of what happens next, and the clocks that nodes read from it. */
@NullMarked
package dev.swarm.sim.time;

import org.jspecify.annotations.NullMarked;
