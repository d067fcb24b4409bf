/** Compact binary values of our own protocols. */
@NullMarked
package dev.swarm.engine.wire.compact;

import org.jspecify.annotations.NullMarked;
