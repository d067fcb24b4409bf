package dev.swarm.engine.wire.topology;

import dev.swarm.api.NodeId;
import org.jspecify.annotations.Nullable;

/** What electors say to each other about command. The sender is whoever the connection belongs to. */
public sealed interface BallotMessage {

    /** Highest term there may be; what is above can be counted on from no more, and is no exact number in JSON. */
    long MAX_TERM = (1L << 53) - 1;

    /**
     * A node asks for a vote.
     *
     * @param kind what for
     * @param term number of the command, 1 to {@link #MAX_TERM}
     * @param startedAtMillis start stamp of the process that asks
     * @param round when it was sent, by the monotonic clock of the process that asks; comes back with the answer
     * @param insistent whether nobody has commanded for so long that voters should not wait for a better candidate
     * @param leaseMillis how long the command is still valid when this is sent; 0 unless it is a renewal
     */
    record Ask(AskKind kind, long term, long startedAtMillis, long round, boolean insistent, long leaseMillis)
            implements BallotMessage {}

    /**
     * The answer to an {@link Ask}.
     *
     * @param kind what was asked for
     * @param term the term that was asked for
     * @param round the round of the ask
     * @param verdict the answer
     * @param seenTerm the highest term the voter has heard of, 0 for none
     * @param other whom the voter was bound to before it answered, or would rather see in command; {@code null} for
     *     nobody
     */
    record Vote(
            AskKind kind,
            long term,
            long round,
            Verdict verdict,
            long seenTerm,
            @Nullable NodeId other) implements BallotMessage {}

    /**
     * The sender, which goes before the receiver and has enough others behind it, asks it to hand over the command that
     * it may hold.
     */
    record LetGo() implements BallotMessage {}

    /**
     * The sender does not command in this term, and never will again: whoever promised it a vote is free.
     *
     * @param term number of the command
     * @param ending why
     */
    record Release(long term, Ending ending) implements BallotMessage {}
}
