package dev.swarm.engine.plane;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.frame.FrameReader;
import dev.swarm.engine.wire.frame.Hello;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its first byte to its last. Goes through {@code SECURING → GREETING → UNDECIDED → STANDING →
 * OVER}, leaving out what it does not need, never back; only {@link Connections} moves it on.
 */
final class Connection {

    final StreamId id;
    final FrameReader reader;

    /** Until when it must stand, in monotonic nanoseconds. */
    final long untilNanos;

    Phase phase;

    /** Whom it leads to: known from the start if this node dialled, else from the moment it stands. */
    @Nullable
    Partner partner;

    /** Who the peer says it is; {@code null} before its hello. */
    @Nullable
    Hello hello;

    /** Certificate of the other end; {@code null} without TLS. */
    @Nullable
    Bytes fingerprint;

    /** From when on it may take the place of a standing one to the same process. */
    long mayReplaceNanos;

    /** Since when it stands. */
    long sinceNanos;

    /** Since when nothing came and nothing was asked. */
    long quietNanos;

    /** Since when what was written waits for any sign of life; {@link Deadline#NEVER} if nothing does. */
    long unansweredNanos = Deadline.NEVER;

    /** When it counts as stalled, after it was asked for a sign of life; {@link Deadline#NEVER} if it was not. */
    long stalledNanos = Deadline.NEVER;

    /** Whether something is to be written at the end of the step. */
    boolean dirty;

    private @Nullable Incoming incoming;
    private @Nullable Credit credit;

    Connection(StreamId id, Phase phase, long untilNanos) {
        this.id = id;
        this.phase = phase;
        this.untilNanos = untilNanos;
        this.reader = isDialled(id) ? FrameReader.ofAcceptor() : FrameReader.ofDialler();
    }

    enum Phase {
        /** Dialled, and TLS is not through yet. */
        SECURING,
        /** The peer's hello is awaited. */
        GREETING,
        /** The peer has said hello, but cannot be let in yet. */
        UNDECIDED,
        /** Messages flow. */
        STANDING,
        /** Closed. */
        OVER
    }

    boolean isDialled() {
        return isDialled(id);
    }

    /** Something came. */
    void heard(Now now) {
        quietNanos = now.nanos();
        unansweredNanos = Deadline.NEVER;
        stalledNanos = Deadline.NEVER;
    }

    boolean isStanding() {
        return phase == Phase.STANDING;
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    /** Takes over what the peer says of itself; it cannot be let in before it is judged. */
    void introduce(Hello said) throws MalformedPacketException {
        credit = new Credit(said.windows());
        hello = said;
        phase = Phase.UNDECIDED;
    }

    void stand(PlaneConfig config, Partner to, long nowNanos) {
        phase = Phase.STANDING;
        partner = to;
        sinceNanos = nowNanos;
        quietNanos = nowNanos;
        incoming = new Incoming(config);
    }

    /** Tells whether its peer says to be this process. */
    boolean isFrom(NodeId id, long session) {
        Hello said = hello;
        return said != null && said.from().equals(id) && said.session() == session;
    }

    /** Returns what comes in; only of a standing one. */
    Incoming incoming() {
        if (incoming == null) {
            throw new IllegalStateException("Nothing comes in on " + id + " in phase " + phase);
        }
        return incoming;
    }

    /** Returns what may go out; only of one whose peer has said hello. */
    Credit credit() {
        if (credit == null) {
            throw new IllegalStateException("Nothing goes out on " + id + " in phase " + phase);
        }
        return credit;
    }

    long heldBytes() {
        return incoming == null ? 0 : incoming.heldBytes();
    }

    private static boolean isDialled(StreamId id) {
        return id.origin() == StreamId.Origin.ENGINE;
    }
}
