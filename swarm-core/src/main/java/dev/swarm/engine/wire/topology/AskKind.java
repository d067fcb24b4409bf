package dev.swarm.engine.wire.topology;

/** What a node asks the others for. */
public enum AskKind {
    /** Whether they would vote for it; binds nobody. */
    TRIAL,
    /** For their votes: whoever grants promises to vote for nobody else for a while. */
    BALLOT,
    /** For more time: from the node that commands already. */
    RENEWAL
}
