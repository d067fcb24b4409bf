package dev.swarm.engine.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.HybridClock;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.PlainWrite;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one door through which content changes, for local writes and remote ones alike.
 *
 * <p>All content together is one causal map of multi-value registers without tombstones (an optimized OR-set, Bieniusa
 * et al. 2012, section 4): what has been seen is known by one number for each origin, and a write that was seen and is
 * not among the values is gone for good. Hence nothing that was removed can come back, and nothing is kept of it.
 */
final class Merger {

    private static final int MOST_EXPECTED = 1_024;

    private final Origins origins;
    private final Store store;
    private final Retention retention;
    private final Origin self;
    private final HybridClock clock = new HybridClock();
    private final Sight sight = new Sight();
    private List<News> news = new ArrayList<>();

    /** The latest of the news, if more may come to it. */
    private @Nullable Additions additions;

    Merger(Origins origins, Store store, Retention retention, ReplicaId self) {
        this.origins = origins;
        this.store = store;
        this.retention = retention;
        this.self = origins.of(self);
    }

    /** Makes a write of this node; it ends all values that are there. */
    Write write(Now now, Key key, byte @Nullable [] value) {
        Row before = store.get(key);
        List<Dot> seen = new ArrayList<>(0);
        for (Row row = before; row != null; row = row.next()) {
            Write ended = row.write();
            if (ended.origin().equals(self.id())) {
                self.log().end(ended.number(), self.have() + 1);
            } else {
                seen.add(ended.dot());
                origins.of(ended.origin()).endAhead(key, ended.number());
            }
        }
        List<Dot> kept = seen.isEmpty() ? List.of() : List.copyOf(seen);
        Write write = new Write(new Dot(self.id(), self.have() + 1), key, clock.next(now), value, kept);
        Row after = write.isRemoval() ? null : write;
        if (before != after) {
            replace(key, before, after, write.origin());
        }
        self.advance(write.number());
        log(self, write);
        return write;
    }

    /** Applies what is new in a run that joins what is known. */
    void apply(Origin origin, Run run) {
        long before = origin.have();
        long number = Math.max(before, run.first() - 1);
        int from = 0;
        while (from < run.writes().size()) {
            int count = sight.look(store, run.writes(), from);
            for (int i = 0; i < count; i++) {
                if (sight.number(i) > before) {
                    retention.appendEnded(origin, number + 1, sight.number(i) - 1, run.last());
                    number = sight.number(i);
                    apply(origin, sight.object(i), sight.plain(i));
                }
            }
            from += count;
        }
        sight.forget();
        retention.appendEnded(origin, number + 1, run.last(), run.last());
        origin.advance(run.last());
    }

    /**
     * Merges a leaf of another node: what that node has seen and does not hold any more goes, what this one has not
     * seen comes.
     *
     * @param known what the other node had seen when it looked
     * @param theirs what it held
     */
    void merge(int leaf, Map<ReplicaId, Long> known, Map<Key, Row> theirs) {
        for (Key key : store.keys(leaf)) {
            Row before = store.get(key);
            Row other = theirs.get(key);
            Row kept = Rows.without(before, write -> isGone(write, known, other));
            noteGone(before, kept);
            replaceIfOther(key, before, withNew(kept, other));
        }
        for (Map.Entry<Key, Row> each : theirs.entrySet()) {
            if (store.get(each.getKey()) == null) {
                replaceIfOther(each.getKey(), null, withNew(null, each.getValue()));
            }
        }
    }

    /** Learns that writes to a key are ended, of which some may not have come yet. */
    void endAhead(Key key, Dot last) {
        origins.of(last.replica()).endAhead(key, last.counter());
        Row before = store.get(key);
        replaceIfOther(
                key,
                before,
                Rows.without(
                        before, write -> write.origin().equals(last.replica()) && write.number() <= last.counter()));
    }

    /** Takes a row of a stored state as it is. */
    void restore(Write write) {
        clock.observe(write.time());
        Key key = write.key();
        Row before = store.get(key);
        replaceIfOther(key, before, withNew(before, write));
    }

    /** All that an origin has written up to a number is known, by states; returns whether that is news. */
    boolean learn(Origin origin, long number) {
        boolean isNews = number > origin.have();
        if (isNews) {
            origin.advance(number);
            retention.restart(origin);
        }
        return isNews;
    }

    /** Returns a moment later than all before. */
    long time(Now now) {
        return clock.next(now);
    }

    /** Returns what changed since the last call, in order. */
    List<News> drain() {
        if (news.isEmpty()) {
            return List.of();
        }
        List<News> drained = news;
        // as many come in the next step, mostly
        news = new ArrayList<>(Math.min(drained.size(), MOST_EXPECTED));
        additions = null;
        return drained;
    }

    private void apply(Origin origin, @Nullable Write object, PlainWrite plain) {
        if (object != null) {
            apply(origin, object);
        } else if (!add(origin, plain)) {
            apply(origin, plain.write(origin.id()));
        }
    }

    private void apply(Origin origin, Write write) {
        clock.observe(write.time());
        Key key = write.key();
        Row before = store.get(key);
        boolean isKnown = Rows.holds(before, write.origin(), write.number());
        Row after = Rows.without(before, other -> write.ends(other.origin(), other.number()));
        boolean isEnded = origin.isEnded(write) || Rows.ends(before, write.origin(), write.number());
        if (!write.isRemoval() && !isKnown && !isEnded) {
            after = Rows.with(after, write);
        }
        if (before != after) {
            replace(key, before, after, write.origin());
        }
        // mostly it is, and there are very many
        if (!write.seen().isEmpty()) {
            write.seen().forEach(dot -> origins.of(dot.replica()).endAhead(key, dot.counter()));
        }
        endInLog(origin, before, write);
        log(origin, write);
    }

    /** Adds what stays bytes, if there is nothing under its key, and nothing is known of it that ends it. */
    private boolean add(Origin origin, PlainWrite write) {
        boolean isAdded = origin.endedAhead().isEmpty() && store.add(origin.id(), write);
        if (isAdded) {
            clock.observe(write.time());
            retention.append(origin, write.number(), store.packed());
            noteAddition(origin.id());
        }
        return isAdded;
    }

    /** A write whose row is bytes is read from there when it is sent on. */
    private void log(Origin origin, Write write) {
        if (store.isLatest(write)) {
            retention.append(origin, write.number(), store.packed());
        } else {
            retention.append(origin, write);
        }
    }

    /** What a forwarded log need not say any more, if both writes are in one range of it. */
    private static void endInLog(Origin origin, @Nullable Row before, Write by) {
        for (Row row = before; row != null; row = row.next()) {
            if (row.write().origin().equals(by.origin()) && row.write().number() < by.number()) {
                origin.log().end(row.write().number(), by.number());
            }
        }
    }

    private static boolean isGone(Write write, Map<ReplicaId, Long> known, @Nullable Row other) {
        return write.number() <= known.getOrDefault(write.origin(), 0L)
                && !Rows.holds(other, write.origin(), write.number());
    }

    /** A value can be here before its turn, and go before it; then its turn must not bring it back. */
    private void noteGone(@Nullable Row before, @Nullable Row kept) {
        for (Row row = before; row != null; row = row.next()) {
            Write write = row.write();
            if (!Rows.holds(kept, write.origin(), write.number())) {
                origins.of(write.origin()).endAhead(write.key(), write.number());
            }
        }
    }

    private @Nullable Row withNew(@Nullable Row row, @Nullable Row other) {
        Row merged = row;
        for (Row each = other; each != null; each = each.next()) {
            Write write = each.write();
            boolean isNew = !origins.includes(write.origin(), write.number())
                    && !Rows.holds(merged, write.origin(), write.number())
                    && !origins.of(write.origin()).isEnded(write)
                    && !Rows.ends(merged, write.origin(), write.number());
            if (isNew) {
                clock.observe(write.time());
                merged = Rows.with(Rows.without(merged, mine -> write.ends(mine.origin(), mine.number())), write);
            }
        }
        return merged;
    }

    private void replaceIfOther(Key key, @Nullable Row before, @Nullable Row after) {
        if (before != after) {
            Row telling = after == null ? before : after;
            ReplicaId origin = telling == null ? self.id() : telling.write().origin();
            replace(key, before, after, origin);
        }
    }

    private void replace(Key key, @Nullable Row before, @Nullable Row after, ReplicaId origin) {
        boolean wasMarked = before != null && store.isMarked(key, before);
        if (store.replace(key, before, after)) {
            noteAddition(origin);
        } else {
            additions = null;
            news.add(new Change(key, before, after, origin, wasMarked));
        }
    }

    private void noteAddition(ReplicaId origin) {
        if (additions == null || !additions.extend(origin)) {
            additions = new Additions(store.packed(), origin);
            news.add(additions);
        }
    }
}
