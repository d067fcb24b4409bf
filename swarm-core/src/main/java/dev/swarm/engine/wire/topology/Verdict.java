package dev.swarm.engine.wire.topology;

/** What a voter says to an {@link AskKind ask}. */
public enum Verdict {
    /** Yes. */
    GRANTED,
    /** It has started a short while ago, and may have promised something before that it does not remember. */
    NOT_YET,
    /** It has promised its vote to another node, and that promise runs. */
    BOUND,
    /** It has promised a vote for this term or a later one. */
    OLD_TERM,
    /** It knows a node that should rather command. */
    SENIOR,
    /** One of the two does not take part in elections, as far as the voter knows. */
    NO_ELECTOR
}
