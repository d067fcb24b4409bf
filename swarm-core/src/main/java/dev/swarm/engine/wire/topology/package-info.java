/** Bytes of the messages about command, and of what is replicated of it. */
@NullMarked
package dev.swarm.engine.wire.topology;

import org.jspecify.annotations.NullMarked;
