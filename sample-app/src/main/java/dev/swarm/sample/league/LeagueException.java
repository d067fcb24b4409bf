package dev.swarm.sample.league;

/** Something that cannot be done, for a reason that a visitor understands. */
public final class LeagueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What to do about it. */
    public enum Kind {
        /** There is no such thing. */
        UNKNOWN,
        /** There was one, and there will not be one again. */
        GONE,
        /** It is not possible as things stand. */
        CONFLICT,
        /** The same may succeed a little later. */
        LATER,
        /** What was asked makes no sense. */
        INVALID,
        /** Not for whoever asks. */
        FORBIDDEN
    }

    /** Makes one with a sentence for visitors. */
    public LeagueException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns what to do about it. */
    public Kind kind() {
        return kind;
    }
}
