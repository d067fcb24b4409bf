/** What must hold after each step of each node, one class for each invariant. */
@NullMarked
package dev.swarm.sim.check;

import org.jspecify.annotations.NullMarked;
