/** Bytes ↔ names, nodes and messages of the registry. */
@NullMarked
package dev.swarm.engine.wire.registry;

import org.jspecify.annotations.NullMarked;
