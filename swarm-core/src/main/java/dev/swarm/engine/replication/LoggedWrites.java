package dev.swarm.engine.replication;

import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.wire.replication.PlainWrite;
import dev.swarm.engine.wire.replication.Write;
import dev.swarm.engine.wire.replication.WriteList;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some of the writes of a log; those whose rows are bytes are read where these stand, or stood. */
final class LoggedWrites extends WriteList {

    /** Writes, and pages of rows. */
    private @Nullable Object[] items;

    /** Where in their pages the rows are. */
    private int[] ats;

    private int count;
    private int roughBytes;

    /** Makes one without any, for about so many. */
    LoggedWrites(int expected) {
        items = new Object[expected];
        ats = new int[expected];
    }

    /** Adds one. */
    void add(Object item, int at) {
        if (count == items.length) {
            int more = Math.max(2, 2 * count);
            items = Arrays.copyOf(items, more);
            ats = Arrays.copyOf(ats, more);
        }
        items[count] = item;
        ats[count] = at;
        count++;
        roughBytes += roughBytes(item, at);
    }

    static int roughBytes(Object item, int at) {
        return item instanceof BytePage page ? PackedRows.roughBytes(page, at) : ((Write) item).roughBytes();
    }

    @Override
    public boolean show(int index, PlainWrite into) {
        return item(index) instanceof BytePage page && PackedRows.show(page, ats[index], into);
    }

    @Override
    public int roughBytes() {
        return roughBytes;
    }

    @Override
    public Write get(int index) {
        Object item = item(index);
        return item instanceof BytePage page ? PackedRows.write(page, ats[index]) : (Write) item;
    }

    private Object item(int index) {
        return Objects.requireNonNull(items[Objects.checkIndex(index, count)]);
    }

    @Override
    public int size() {
        return count;
    }
}
