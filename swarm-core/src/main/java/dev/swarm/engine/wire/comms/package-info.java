/** Messages between users of nodes: bytes ↔ batches of entries, and questions about relays. */
@NullMarked
package dev.swarm.engine.wire.comms;

import org.jspecify.annotations.NullMarked;
