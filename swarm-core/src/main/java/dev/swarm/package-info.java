/** Entry and wiring: build a {@link dev.swarm.Swarm}, start it, look around, stop it. */
@NullMarked
package dev.swarm;

import org.jspecify.annotations.NullMarked;
