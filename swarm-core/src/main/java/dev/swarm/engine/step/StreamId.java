package dev.swarm.engine.step;

/**
 * Identity of one short-lived stream, unique within its engine.
 *
 * @param origin who dialled
 * @param number counted up by the side that names the stream
 */
public record StreamId(Origin origin, long number) {

    /** Who dialled, and so who numbers the stream. */
    public enum Origin {
        /** A peer dialled; the shell numbers it. */
        PEER,
        /** This engine dialled; the engine numbers it. */
        ENGINE
    }
}
