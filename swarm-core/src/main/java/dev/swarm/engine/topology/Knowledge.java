package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import dev.swarm.engine.wire.topology.BallotMessage;
import dev.swarm.engine.wire.topology.CommandValue;
import dev.swarm.engine.wire.topology.Ending;
import org.jspecify.annotations.Nullable;

/**
 * What this node has heard of commands, its own included: the one with the highest term that is not known to have
 * ended, and the highest terms of all. A lower term never takes the place of a higher one.
 */
final class Knowledge {

    /** Key of who commands, for those who are told in no other way. */
    static final Key COMMAND = new Key(Register.TOPOLOGY, "c");

    /** This node is not told until when a command is valid. */
    static final long NOT_TOLD = -1;

    private final Elector self;
    private @Nullable Claim claim;
    private long untilNanos = NOT_TOLD;
    private long seenTerm;
    private long foreignTerm;
    private long endedTerm;
    private @Nullable Ending lastEnding;

    Knowledge(Elector self) {
        this.self = self;
    }

    /** Somebody spoke of a term. */
    void see(long term) {
        seenTerm = Math.max(seenTerm, term);
    }

    /** Another node commands, or did, in this term. */
    void onForeign(long term) {
        see(term);
        foreignTerm = Math.max(foreignTerm, term);
    }

    /**
     * A command stands.
     *
     * @param until when it ends unless it is renewed, in monotonic nanoseconds, or {@link #NOT_TOLD}
     */
    void offer(Claim other, long until) {
        note(other.node(), other.term());
        Claim known = claim;
        if (other.term() <= endedTerm || (known != null && other.term() < known.term())) {
            return;
        }
        if (known == null || other.term() > known.term()) {
            claim = other;
            untilNanos = until;
        } else if (other.equals(known)) {
            untilNanos = Math.max(untilNanos, until);
        }
    }

    /** A command is over. */
    void end(NodeId node, long term, Ending ending) {
        note(node, term);
        Claim known = claim;
        if (known != null && known.term() <= term) {
            if (known.node().equals(node)) {
                lastEnding = ending;
            }
            claim = null;
            untilNanos = NOT_TOLD;
        }
        endedTerm = Math.max(endedTerm, term);
    }

    /** Takes what is replicated of it. */
    void onRow(@Nullable Row row) {
        for (Row at = row; at != null; at = at.next()) {
            CommandValue value = read(at.write());
            if (value != null) {
                Ending ending = value.ending();
                if (ending != null) {
                    end(value.node(), value.term(), ending);
                } else if (value.node().equals(self.node()) && value.startedAtMillis() != self.startedAtMillis()) {
                    see(value.term());
                } else {
                    offer(new Claim(value.node(), value.startedAtMillis(), value.term()), NOT_TOLD);
                }
            }
        }
    }

    /** Returns the command with the highest term that is not known to have ended, whether its node is here or not. */
    @Nullable
    Claim claim() {
        return claim;
    }

    /** Returns until when that is valid, in monotonic nanoseconds, or {@link #NOT_TOLD}. */
    long untilNanos() {
        return untilNanos;
    }

    /** Returns the highest term heard of, 0 for none. */
    long seenTerm() {
        return seenTerm;
    }

    /** Returns the highest term in which another node commanded, 0 for none. */
    long foreignTerm() {
        return foreignTerm;
    }

    /** Returns why the last command that this node followed ended, and forgets it. */
    @Nullable
    Ending takeEnding() {
        Ending taken = lastEnding;
        lastEnding = null;
        return taken;
    }

    /**
     * Returns a term for a new command: higher than all heard of, and the clock's milliseconds at least, so that terms
     * rise even if all who knew the last one have forgotten it in a restart.
     */
    long nextTerm(Now now) {
        return Math.min(BallotMessage.MAX_TERM, Math.max(seenTerm + 1, now.wallMillis()));
    }

    private void note(NodeId node, long term) {
        see(term);
        if (!node.equals(self.node())) {
            onForeign(term);
        }
    }

    private static @Nullable CommandValue read(Write write) {
        byte[] bytes = write.value();
        try {
            return bytes == null ? null : CommandValue.decode(bytes);
        } catch (MalformedPacketException e) {
            return null;
        }
    }
}
