package dev.swarm.sim.net;

import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;

/**
 * One end of a stream; open as long as its socket lists it.
 *
 * @param socket whose end it is
 * @param id what its process calls the stream
 * @param out carries what this end writes
 */
record StreamHandle(SimSocket socket, StreamId id, StreamPipe out) {

    boolean isOpen() {
        return socket.isOpen(this);
    }

    void lose(StreamEnd how) {
        socket.lose(this, how);
    }
}
