/** Step tests of membership: one engine, explicit time, no clock and no sockets. */
@NullMarked
package dev.swarm.engine.membership;

import org.jspecify.annotations.NullMarked;
