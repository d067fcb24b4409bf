/** Codecs of the replicated data types; pure functions between bytes and values, bounded when they read. */
@NullMarked
package dev.swarm.engine.wire.crdt;

import org.jspecify.annotations.NullMarked;
