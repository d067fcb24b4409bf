package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotMessage.Vote;
import dev.swarm.engine.wire.topology.Verdict;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The answers to a trial or a ballot, of each voter the latest. */
final class Poll {

    private final AskKind kind;
    private final long term;
    private final Map<NodeId, Vote> votes = new TreeMap<>();

    Poll(AskKind kind, long term) {
        this.kind = kind;
        this.term = term;
    }

    AskKind kind() {
        return kind;
    }

    long term() {
        return term;
    }

    Map<NodeId, Vote> votes() {
        return votes;
    }

    void add(NodeId from, Vote vote) {
        Vote before = votes.get(from);
        boolean belongs = vote.kind() == kind && (kind == AskKind.TRIAL || vote.term() == term);
        if (belongs && (before == null || before.round() <= vote.round())) {
            votes.put(from, vote);
        }
    }

    /** Counts votes that were asked for at a moment or later. */
    long count(long sinceNanos, Predicate<Vote> test) {
        return votes.values().stream()
                .filter(vote -> vote.round() >= sinceNanos && test.test(vote))
                .count();
    }

    /** Returns whom those who would vote for a node are bound to, other than itself. */
    Set<NodeId> bound(long sinceNanos, NodeId candidate) {
        Set<NodeId> bound = new TreeSet<>();
        for (Vote vote : votes.values()) {
            NodeId other = vote.other();
            if (vote.round() >= sinceNanos && isGranted(vote) && other != null && !other.equals(candidate)) {
                bound.add(other);
            }
        }
        return bound;
    }

    /** Returns one reason against, {@code null} if nobody gave any. */
    @Nullable
    String objection() {
        for (Map.Entry<NodeId, Vote> each : votes.entrySet()) {
            Vote vote = each.getValue();
            NodeId other = vote.other();
            String about = other == null ? "" : " " + other;
            switch (vote.verdict()) {
                case BOUND -> {
                    return each.getKey() + " has promised its vote to" + about;
                }
                case SENIOR -> {
                    return each.getKey() + " would rather have" + about;
                }
                case OLD_TERM -> {
                    return each.getKey() + " has seen term " + vote.seenTerm();
                }
                case NOT_YET -> {
                    return each.getKey() + " has started a moment ago";
                }
                case NO_ELECTOR -> {
                    return each.getKey() + " does not take part in this election";
                }
                case GRANTED -> {
                    // nothing against it
                }
            }
        }
        return null;
    }

    static boolean isGranted(Vote vote) {
        return vote.verdict() == Verdict.GRANTED;
    }
}
