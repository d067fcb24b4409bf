/** Repeats the measurements of the SWIM and Lifeguard papers with the real engine, in virtual time. */
@NullMarked
package dev.swarm.sim.experiment;

import org.jspecify.annotations.NullMarked;
