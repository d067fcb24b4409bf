package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.tenure.Rounds.Round;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What this process asks for. In each round it asks the whole circle for all that it wants. What it could not get
 * within a short time it lets go again, and lets it rest for a while: so two of which each has a part do not wait for
 * each other.
 *
 * <p>Each message tells a higher ceiling than all before.
 */
final class Holder {

    private static final int MOST_PATIENCES = 3;

    private final Terms terms;
    private final Circle circle;
    private final Leases leases;
    private final Rest rest;
    private final Rounds rounds;
    private final Tally tally;
    private final Deadline nextRound = new Deadline();
    private final Deadline patience = new Deadline();
    private BitSet wanted = new BitSet();
    private boolean isOpen;
    private long unsettledNanos;
    private long ceiling;
    private long floor;

    Holder(Terms terms, Circle circle, Leases leases, Rest rest) {
        this.terms = terms;
        this.circle = circle;
        this.leases = leases;
        this.rest = rest;
        this.rounds = new Rounds(circle.self().firstRound());
        this.tally = new Tally(terms.quorum());
    }

    /** Begins to ask. */
    void open(Now now) {
        isOpen = true;
        askSoon(now);
    }

    /** Takes that others are present. */
    void onCircle(Now now) {
        tally.retain(circle.present());
        askSoon(now);
    }

    void want(Now now, BitSet partitions) {
        BitSet dropped = without(wanted, partitions);
        BitSet added = without(partitions, wanted);
        wanted = (BitSet) partitions.clone();
        rest.forget(dropped);
        dropped.and(rounds.asked());
        letGo(now, without(dropped, leases.held()));
        if (!added.isEmpty()) {
            askSoon(now);
        }
    }

    void giveUp(Now now, BitSet partitions) {
        BitSet promised = rounds.asked();
        promised.or(leases.held());
        promised.and(partitions);
        wanted.andNot(partitions);
        rest.forget(partitions);
        leases.release(partitions);
        letGo(now, promised);
    }

    /** Tokens must be able to reach this one. */
    void reach(Now now, long token) {
        floor = Math.max(floor, token);
        leases.await(token);
        if (ceiling < token) {
            askSoon(now);
        }
    }

    /** What was lost and drained is asked for again. */
    void onDrained() {
        Round latest = rounds.latest();
        if (latest != null && wanted.intersects(leases.lost())) {
            nextRound.setAt(Math.min(nextRound.atNanos(), latest.sentNanos() + terms.spacingNanos()));
        }
    }

    void onTime(Now now) {
        BitSet ended = leases.expire(now);
        rounds.forget(ended);
        tally.forget(ended);
        if (patience.isDue(now)) {
            settle(now);
        }
        if (rest.isOver(now)) {
            rest.stop();
            askSoon(now);
        }
        if (nextRound.isDue(now)) {
            ask(now);
        }
    }

    long nextDeadlineNanos() {
        return Math.min(
                Math.min(nextRound.atNanos(), patience.atNanos()), Math.min(rest.endNanos(), leases.nextEndNanos()));
    }

    /** Begins a round now, or as soon as it may after the last one. */
    private void askSoon(Now now) {
        if (!isOpen) {
            return;
        }
        Round latest = rounds.latest();
        long earliest = latest == null ? now.nanos() : latest.sentNanos() + terms.spacingNanos();
        if (earliest <= now.nanos()) {
            ask(now);
        } else {
            nextRound.setAt(Math.min(nextRound.atNanos(), earliest));
        }
    }

    private void ask(Now now) {
        BitSet asked = without(without(wanted, rest.partitions()), leases.lost());
        if (asked.isEmpty()) {
            nextRound.clear();
            return;
        }
        nextRound.set(now, terms.roundNanos());
        waitForAnswers(now);
        send(now, asked);
    }

    /** Rounds that follow close upon each other are settled together, but not put off for ever. */
    private void waitForAnswers(Now now) {
        long patienceNanos = terms.patienceNanos(rest.vain());
        if (!patience.isSet()) {
            unsettledNanos = now.nanos();
        }
        patience.setAt(Math.min(now.nanos() + patienceNanos, unsettledNanos + MOST_PATIENCES * patienceNanos));
    }

    /** Asks for the floor of all alone. */
    void askFloor(Now now) {
        send(now, new BitSet());
    }

    private void send(Now now, BitSet asked) {
        ceiling = Math.max(ceiling + 1, terms.ceiling(now, floor));
        Round round = rounds.begin(now, ceiling, asked, circle.size());
        Grant own = circle.ask(now, new Renew(round.number(), circle.self().session(), ceiling, asked));
        if (own != null) {
            onGrant(now, circle.self().node(), own);
        }
    }

    /** Takes an answer, and tells whether it is one. */
    boolean onGrant(Now now, NodeId from, Grant grant) {
        Round round = rounds.find(grant.round());
        if (round == null || !Terms.isToken(grant.floor()) || !circle.present().contains(from)) {
            return false;
        }
        if (tally.add(from, round, grant)) {
            if (!grant.granted().isEmpty()) {
                floor = Math.max(floor, grant.floor());
            }
            extend(now, grant.granted());
            if (round.equals(rounds.latest()) && patience.isSet() && tally.isComplete(round)) {
                settle(now);
            }
        }
        return true;
    }

    private void extend(Now now, BitSet granted) {
        for (int p = granted.nextSetBit(0); p >= 0 && p < terms.partitions(); p = granted.nextSetBit(p + 1)) {
            Round round = tally.roundOf(p);
            if (round != null) {
                leases.extend(now, p, round, leases.isHeld(p) ? 0 : tally.floor(p));
            }
        }
    }

    /**
     * Enough was waited for answers to the latest round. What lacks promises is let go; what lacks a ceiling above the
     * floors that have been told is asked for once more.
     */
    private void settle(Now now) {
        patience.clear();
        Round latest = rounds.latest();
        BitSet missed = latest == null ? new BitSet() : without(latest.asked(), leases.held());
        if (missed.isEmpty()) {
            rest.calm();
            return;
        }
        boolean isShort = false;
        for (int p = missed.nextSetBit(0); p >= 0; p = missed.nextSetBit(p + 1)) {
            if (isGranted(now, p)) {
                missed.clear(p);
                isShort = true;
            }
        }
        if (!missed.isEmpty()) {
            letGo(now, missed);
            rest.add(now, missed);
        }
        if (isShort) {
            ask(now);
        }
    }

    private boolean isGranted(Now now, int partition) {
        Round round = tally.roundOf(partition);
        return round != null && leases.isAlive(now, round);
    }

    /** Gives promises back, except to those whose last word was that they have given none. */
    private void letGo(Now now, BitSet partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Round latest = rounds.latest();
        circle.release(now, ++ceiling, granter -> promised(granter, latest, partitions));
        rounds.forget(partitions);
        tally.forget(partitions);
    }

    private BitSet promised(NodeId granter, @Nullable Round latest, BitSet partitions) {
        BitSet answer = latest == null ? null : tally.answer(granter, latest);
        BitSet promised = (BitSet) partitions.clone();
        if (answer != null) {
            promised.and(answer);
        }
        return promised;
    }

    private static BitSet without(BitSet some, BitSet others) {
        BitSet rest = (BitSet) some.clone();
        rest.andNot(others);
        return rest;
    }
}
