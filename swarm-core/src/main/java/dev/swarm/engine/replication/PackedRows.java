package dev.swarm.engine.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.table.Head;
import dev.swarm.engine.table.Newcomer;
import dev.swarm.engine.table.PackedTable;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.PlainWrite;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one small value that ended none of others: of each a head that leads to its origin, its own number, its
 * time, its letter, a mark, its value and its name. Who looks one up gets another object each time.
 */
final class PackedRows extends PackedTable<Key, Write> {

    private static final int NUMBER = Head.BYTES;
    private static final int TIME = NUMBER + Long.BYTES;
    private static final int SPACE = TIME + Long.BYTES;
    private static final int MARK = SPACE + 1;
    private static final int VALUE = MARK + 1;

    /** The mark that others find, and that of a row in whose place there is another one. */
    private static final byte MARKED = 1;

    private static final byte LOST = 2;

    private final Added added = new Added();

    /** Tells whether a row can be one of them. */
    static boolean fits(Row row) {
        Write write = row.write();
        return row.next() == null
                && write.seen().isEmpty()
                && !write.isRemoval()
                && write.valueLength() <= PlainWrite.MOST_VALUE_BYTES;
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
        Head.put(page, at, write.origin(), isWide);
        putFixed(page, at, write.number(), write.time(), write.space());
        return page.putText(putValue(page.bytes(), at + VALUE, write.value()), write.name(), isWide);
    }

    /** Writes what stands between the head and the value, without a mark. */
    private static void putFixed(BytePage page, int at, long number, long time, char space) {
        page.putLong(at + NUMBER, number);
        page.putLong(at + TIME, time);
        page.bytes()[at + SPACE] = (byte) space;
        page.bytes()[at + MARK] = 0;
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
        return page.bytes()[at + SPACE] == key.space()
                && page.isText(name(page, at), end, Head.isWide(page, at), key.name());
    }

    @Override
    protected Write read(BytePage page, int at, int end, @Nullable Key key) {
        return write(page, at, key == null ? new Key((char) page.bytes()[at + SPACE], text(page, at, end)) : key);
    }

    /** Returns the write that stands there, or stood. */
    static Write write(BytePage page, int at) {
        return write(page, at, new Key((char) page.bytes()[at + SPACE], text(page, at, page.endOf(at))));
    }

    private static Write write(BytePage page, int at, Key known) {
        Dot dot = new Dot(origin(page, at), page.longAt(at + NUMBER));
        byte[] value = Arrays.copyOfRange(page.bytes(), at + VALUE + 1, name(page, at));
        return new Write(dot, known, page.longAt(at + TIME), value, List.of());
    }

    @Override
    protected void carry(BytePage from, int at, BytePage to, int toAt) {
        to.change(toAt + MARK, from.changed(at + MARK));
    }

    @Override
    protected void lose(BytePage page, int at) {
        page.change(at + MARK, LOST);
    }

    /** Adds a row of what is bytes, if there is none with its key; tells whether it did. */
    boolean add(ReplicaId origin, PlainWrite write) {
        added.origin = origin;
        added.write = write;
        return addIfNew(write.keyHash(), added);
    }

    /** A row in bytes that is about to come. */
    private static final class Added implements Newcomer<Key> {

        private ReplicaId origin = new ReplicaId("-", 0);
        private PlainWrite write = new PlainWrite();

        @Override
        public Key key() {
            return write.key();
        }

        @Override
        public boolean isKeyOf(BytePage page, int at, int end) {
            int name = name(page, at);
            return page.bytes()[at + SPACE] == write.space()
                    && !Head.isWide(page, at)
                    && Arrays.equals(
                            page.bytes(), name, end, write.bytes(), write.name(), write.name() + write.nameLength());
        }

        @Override
        public int length() {
            return VALUE + 1 + write.valueLength() + write.nameLength();
        }

        @Override
        public int write(BytePage page, int at) {
            Head.put(page, at, origin, false);
            putFixed(page, at, write.number(), write.time(), write.space());
            byte[] bytes = page.bytes();
            bytes[at + VALUE] = (byte) write.valueLength();
            System.arraycopy(write.bytes(), write.value(), bytes, at + VALUE + 1, write.valueLength());
            int name = name(page, at);
            System.arraycopy(write.bytes(), write.name(), bytes, name, write.nameLength());
            return name + write.nameLength();
        }
    }

    /** Shows a row as bytes if its name is in ASCII; tells whether it did. */
    static boolean show(BytePage page, int at, PlainWrite into) {
        boolean isShown = !Head.isWide(page, at);
        if (isShown) {
            byte[] bytes = page.bytes();
            int name = name(page, at);
            into.stamp(page.longAt(at + NUMBER), page.longAt(at + TIME))
                    .key((char) bytes[at + SPACE], bytes, name, page.endOf(at))
                    .value(at + VALUE + 1, name);
        }
        return isShown;
    }

    /** Returns about how many bytes a row takes on the wire and in a log. */
    static int roughBytes(BytePage page, int at) {
        int name = name(page, at);
        int nameLength = (page.endOf(at) - name) / (Head.isWide(page, at) ? Character.BYTES : 1);
        int keyLength = Key.length((char) page.bytes()[at + SPACE], nameLength);
        return Write.roughBytes(keyLength, page.bytes()[at + VALUE]);
    }

    /** Tells whether a write is the row that was put last. */
    boolean isLatest(Write write) {
        BytePage page = latestPage();
        return page != null
                && page.longAt(at() + NUMBER) == write.number()
                && origin(page, at()).equals(write.origin());
    }

    /** Returns the page of the row that was put last, which must have stayed there. */
    BytePage page() {
        return Objects.requireNonNull(latestPage());
    }

    /** Returns where in its page that row stands. */
    int at() {
        return latestAt();
    }

    /** Tells whether rows of a page may be found. */
    boolean holds(BytePage page) {
        return has(page);
    }

    /** Tells whether a row of which {@link #isPlain} is true passes a test. */
    static boolean passes(BytePage page, int at, Additions.Test test) {
        byte[] bytes = page.bytes();
        return test.test(bytes[at + VALUE + 1], bytes, name(page, at), page.endOf(at));
    }

    /** Tells whether a row has a name in ASCII and a value of one byte. */
    static boolean isPlain(BytePage page, int at) {
        return !Head.isWide(page, at) && page.bytes()[at + VALUE] == 1;
    }

    /** Marks a row, unless another one is in its place; tells whether it did. */
    static boolean mark(BytePage page, int at) {
        boolean isThere = page.changed(at + MARK) != LOST;
        if (isThere) {
            page.change(at + MARK, MARKED);
        }
        return isThere;
    }

    /** Marks the row of a write, if it is there; tells whether it is. */
    boolean mark(Write write) {
        return find(write.key(), (page, at, end) -> {
                    boolean isIt = page.longAt(at + NUMBER) == write.number()
                            && origin(page, at).equals(write.origin())
                            && mark(page, at);
                    return isIt ? write : null;
                })
                != null;
    }

    /** Takes the mark of a row away; tells whether it had one. */
    boolean unmark(Key key) {
        return find(key, (page, at, end) -> {
                    boolean wasMarked = isMarked(page, at);
                    page.change(at + MARK, (byte) 0);
                    return wasMarked ? key : null;
                })
                != null;
    }

    boolean isMarked(Key key) {
        return find(key, (page, at, end) -> isMarked(page, at) ? key : null) != null;
    }

    /** Returns what is made of a marked row; any thread. */
    <R> @Nullable R findMarked(Key key, Marks.Reading<R> reading) {
        return find(
                key,
                (page, at, end) ->
                        isMarked(page, at) ? reading.read(origin(page, at), page.longAt(at + TIME), key.name()) : null);
    }

    /** As {@link #findMarked}, {@code null} also if it was asked for in this way before. */
    <R> @Nullable R findFirst(Key key, Marks.Reading<R> reading) {
        return find(
                key,
                (page, at, end) -> !isMarked(page, at) || Head.isAsked(page, at)
                        ? null
                        : reading.read(origin(page, at), page.longAt(at + TIME), key.name()));
    }

    /** Returns what is made of all marked rows; any thread. */
    <R> List<R> allMarked(Marks.Reading<R> reading) {
        return read((page, at, end) -> isMarked(page, at)
                ? reading.read(origin(page, at), page.longAt(at + TIME), text(page, at, end))
                : null);
    }

    static boolean isMarked(BytePage page, int at) {
        return page.changed(at + MARK) == MARKED;
    }

    private static ReplicaId origin(BytePage page, int at) {
        return (ReplicaId) Head.shared(page, at);
    }

    private static String text(BytePage page, int at, int end) {
        return page.text(name(page, at), end, Head.isWide(page, at));
    }

    /** Returns where a name begins. */
    private static int name(BytePage page, int at) {
        return at + VALUE + 1 + page.bytes()[at + VALUE];
    }
}
