/** Roles, quorum and command: who may tell the others what to do, and for how long. */
@NullMarked
package dev.swarm.engine.topology;

import org.jspecify.annotations.NullMarked;
