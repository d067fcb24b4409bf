package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Keys that had no values, and got one of one byte, of one origin, one after the other. They have the letter of which
 * there are very many, and names in ASCII. Nothing is made of each: their rows stand one behind the other as bytes, in
 * which they can be looked through, and marked.
 *
 * <p>For the thread that writes the rows, in the step in which they came.
 */
public final class Additions implements News {

    private final PackedRows rows;
    private final ReplicaId origin;
    private final BytePage page;
    private final int from;
    private int last;
    private int count = 1;

    /** Makes it of what has just been put. */
    Additions(PackedRows rows, ReplicaId origin) {
        this.rows = rows;
        this.origin = origin;
        this.page = rows.page();
        this.from = rows.at();
        this.last = from;
    }

    /** Looks at a row. */
    @FunctionalInterface
    public interface Test {

        /**
         * Tells something of it.
         *
         * @param value its value
         * @param bytes among them its name, in ASCII; not to be changed
         * @param from where that begins
         * @param to where it ends
         */
        boolean test(byte value, byte[] bytes, int from, int to);
    }

    /** Takes what has just been put, if that stands behind the last; tells whether it does. */
    boolean extend(ReplicaId by) {
        boolean isNext = rows.page() == page && rows.at() == page.behind(last) && by.equals(origin);
        if (isNext) {
            last = rows.at();
            count++;
        }
        return isNext;
    }

    /** Returns who wrote them. */
    public ReplicaId origin() {
        return origin;
    }

    /** Returns how many there are. */
    public int count() {
        return count;
    }

    /**
     * Marks those that stand as they came and pass a test; see {@link Marks}.
     *
     * @return the others
     */
    public List<Change> mark(Test test) {
        if (!rows.holds(page)) {
            return changes();
        }
        List<Change> others = new ArrayList<>(0);
        forEach(at -> {
            if (!PackedRows.passes(page, at, test) || !PackedRows.mark(page, at)) {
                others.add(change(at));
            }
        });
        return others;
    }

    /** Makes something of all that have a mark. */
    public void marked(Consumer<Write> taker) {
        forEach(at -> {
            if (PackedRows.isMarked(page, at)) {
                taker.accept(PackedRows.write(page, at));
            }
        });
    }

    /** Returns them as changes of single keys, in their order. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>(count);
        forEach(at -> changes.add(change(at)));
        return changes;
    }

    private void forEach(IntConsumer taker) {
        for (int at = from; at <= last; at = page.behind(at)) {
            taker.accept(at);
        }
    }

    private Change change(int at) {
        Write write = PackedRows.write(page, at);
        return new Change(write.key(), null, write, origin, false);
    }
}
