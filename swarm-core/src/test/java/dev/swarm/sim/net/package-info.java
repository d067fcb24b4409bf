/** A network in memory that carries real bytes, and does to them what real networks do. */
@NullMarked
package dev.swarm.sim.net;

import org.jspecify.annotations.NullMarked;
