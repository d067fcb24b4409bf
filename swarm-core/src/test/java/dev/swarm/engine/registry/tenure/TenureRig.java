package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Tenures of some nodes with one clock that stands until it is moved, and mail that waits until it is delivered. */
final class TenureRig {

    static final long MILLI = 1_000_000;
    static final long WALL = 1_700_000_000_000L;

    final Terms terms;
    final Map<NodeId, QuorumTenure> tenures = new TreeMap<>();
    final List<Letter> mail = new ArrayList<>();
    private final Map<NodeId, Long> skews = new TreeMap<>();
    private long nanos = 1_000 * MILLI;
    private long nextSession = 1;

    TenureRig(Terms terms) {
        this.terms = terms;
    }

    /** A message under way. */
    record Letter(NodeId from, NodeId to, TenureMessage message) {}

    /** Returns a rig of nodes that have started long ago and see each other. */
    static TenureRig of(int quorum, String... names) {
        TenureRig rig = new TenureRig(TenureSimTest.terms(quorum));
        for (String name : names) {
            rig.start(name);
        }
        rig.pass(rig.terms.silenceNanos());
        for (String name : names) {
            rig.tenure(name).onOwners(rig.now(name), rig.present());
        }
        rig.deliver();
        return rig;
    }

    /** Starts the first or a further process of a node. */
    QuorumTenure start(String name) {
        NodeId node = NodeId.of(name);
        QuorumTenure tenure = new QuorumTenure(
                new Claimant(node, nextSession++),
                terms,
                (to, message) -> mail.add(new Letter(node, to, message)),
                new SplittableRandom(7));
        tenures.put(node, tenure);
        tenure.start(now(name));
        return tenure;
    }

    SortedSet<NodeId> present() {
        return new TreeSet<>(tenures.keySet());
    }

    QuorumTenure tenure(String name) {
        return Objects.requireNonNull(tenures.get(NodeId.of(name)));
    }

    void want(String name, int... partitions) {
        tenure(name).want(now(name), bits(partitions));
    }

    void giveUp(String name, int... partitions) {
        tenure(name).giveUp(now(name), bits(partitions));
    }

    boolean holds(String name, int partition) {
        return tenure(name).holds(now(name), partition);
    }

    /** Makes the wall clock of a node wrong. */
    void skew(String name, long millis) {
        skews.put(NodeId.of(name), millis);
    }

    Now now(String name) {
        return new Now(nanos, WALL + nanos / MILLI + skews.getOrDefault(NodeId.of(name), 0L));
    }

    long nanos() {
        return nanos;
    }

    /** Time passes, and nothing else happens. */
    void pass(long time) {
        nanos += time;
    }

    /** Time passes; all do what is due, and mail is delivered at once. */
    void live(long time) {
        long end = nanos + time;
        while (nanos < end) {
            long next = tenures.values().stream()
                    .mapToLong(QuorumTenure::nextDeadlineNanos)
                    .min()
                    .orElse(end);
            nanos = Math.max(nanos, Math.min(next, end));
            tenures.forEach((node, tenure) -> tenure.onTime(now(node.name())));
            deliver();
            tenures.values().forEach(QuorumTenure::drainChanged);
        }
    }

    void deliver() {
        while (!mail.isEmpty()) {
            deliver(mail.remove(0));
        }
    }

    void deliver(Letter letter) {
        QuorumTenure receiver = tenures.get(letter.to());
        if (receiver != null) {
            receiver.onMessage(now(letter.to().name()), letter.from(), letter.message());
        }
    }

    /** Takes letters out of the mail. */
    List<Letter> take(Predicate<Letter> which) {
        List<Letter> taken = new ArrayList<>();
        Iterator<Letter> each = mail.iterator();
        while (each.hasNext()) {
            Letter letter = each.next();
            if (which.test(letter)) {
                taken.add(letter);
                each.remove();
            }
        }
        return taken;
    }

    List<Letter> takeTo(String name) {
        return take(letter -> letter.to().equals(NodeId.of(name)));
    }

    static BitSet bits(int... partitions) {
        BitSet bits = new BitSet();
        for (int partition : partitions) {
            bits.set(partition);
        }
        return bits;
    }
}
