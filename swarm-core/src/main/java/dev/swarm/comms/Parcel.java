package dev.swarm.comms;

import dev.swarm.engine.wire.comms.Payload;

/**
 * A message that waits for its handler.
 *
 * @param handler who takes it
 * @param envelope where it came from
 * @param content what it holds
 */
record Parcel(Handler<?> handler, Envelope envelope, Payload content) {

    int length() {
        return content.bytes().length;
    }
}
