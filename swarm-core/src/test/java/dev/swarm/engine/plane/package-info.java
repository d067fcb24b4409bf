/** Step tests of the data plane: one or two machines, explicit time, no clock and no sockets. */
@NullMarked
package dev.swarm.engine.plane;

import org.jspecify.annotations.NullMarked;
