/** Frames of the data plane: bytes ↔ hello, parts of messages, credit and goodbye. */
@NullMarked
package dev.swarm.engine.wire.frame;

import org.jspecify.annotations.NullMarked;
