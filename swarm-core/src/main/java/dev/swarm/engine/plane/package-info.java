/** The data plane: standing connections between nodes of ours, which carry messages in lanes. */
@NullMarked
package dev.swarm.engine.plane;

import org.jspecify.annotations.NullMarked;
