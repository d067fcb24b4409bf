package dev.swarm.engine.step;

/** Names the streams that one engine dials; shared by all machines of it, so that no name comes twice. */
public final class StreamNumbers {

    private long given;

    /** Returns a name that was not given before. */
    public StreamId next() {
        return new StreamId(StreamId.Origin.ENGINE, ++given);
    }
}
