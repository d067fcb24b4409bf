@NullMarked
package dev.swarm.engine.wire.crdt;

import org.jspecify.annotations.NullMarked;
