package dev.swarm.engine.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.table.PackedTable;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one small value that ended none of others: of each the number of its origin and whether its name is wide, its
 * own number, its time, its letter, its value and its name. Who looks one up gets another object each time.
 */
final class PackedRows extends PackedTable<Key, Write> {

    private static final int MOST_VALUE_BYTES = 64;
    private static final int NUMBER = 2;
    private static final int TIME = NUMBER + Long.BYTES;
    private static final int SPACE = TIME + Long.BYTES;
    private static final int VALUE = SPACE + 2;
    private static final int WIDE = 1;

    /** Tells whether a row can be one of them. */
    static boolean fits(Row row) {
        Write write = row.write();
        return row.next() == null
                && write.seen().isEmpty()
                && !write.isRemoval()
                && write.valueLength() <= MOST_VALUE_BYTES;
    }

    @Override
    protected Key keyOf(Write write) {
        return write.key();
    }

    @Override
    protected int spread(int hash) {
        return HashTree.spread(hash);
    }

    @Override
    protected int lengthOf(Write write) {
        return VALUE + 1 + write.valueLength() + 2 * write.name().length();
    }

    @Override
    protected int write(BytePage page, int at, Write write) {
        boolean isWide = BytePage.isWide(write.name());
        page.putChar(at, page.share(write.origin()) << 1 | (isWide ? WIDE : 0));
        page.putLong(at + NUMBER, write.number());
        page.putLong(at + TIME, write.time());
        page.putChar(at + SPACE, write.space());
        return page.putText(putValue(page.bytes(), at + VALUE, write.value()), write.name(), isWide);
    }

    private static int putValue(byte[] bytes, int at, byte @Nullable [] value) {
        if (value == null) {
            throw new IllegalArgumentException("a removal is no row");
        }
        bytes[at] = (byte) value.length;
        System.arraycopy(value, 0, bytes, at + 1, value.length);
        return at + 1 + value.length;
    }

    @Override
    protected boolean isKey(BytePage page, int at, int end, Key key) {
        return page.charAt(at + SPACE) == key.space() && page.isText(name(page, at), end, isWide(page, at), key.name());
    }

    @Override
    protected Write read(BytePage page, int at, int end, @Nullable Key key) {
        Key known =
                key == null ? new Key(page.charAt(at + SPACE), page.text(name(page, at), end, isWide(page, at))) : key;
        Dot dot = new Dot((ReplicaId) page.shared(page.charAt(at) >>> 1), page.longAt(at + NUMBER));
        byte[] value = Arrays.copyOfRange(page.bytes(), at + VALUE + 1, name(page, at));
        return new Write(dot, known, page.longAt(at + TIME), value, List.of());
    }

    /** Returns where a name begins. */
    private static int name(BytePage page, int at) {
        return at + VALUE + 1 + page.bytes()[at + VALUE];
    }

    private static boolean isWide(BytePage page, int at) {
        return (page.charAt(at) & WIDE) != 0;
    }
}
