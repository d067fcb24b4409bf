package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.table.PackedTable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where names live. Each is the number of its home and two marks, its token, and its name: in one byte for each
 * character if all are ASCII, in two else. Who looks a name up gets it back itself.
 */
final class PackedNames extends PackedTable<String, WorkerRef> {

    private static final int TOKEN = 2;
    private static final int NAME = TOKEN + Long.BYTES;
    private static final char ASCII = 0x7F;

    /** Marks: whether characters take two bytes, and whether somebody has asked for the name. */
    private static final int WIDE = 1;

    private static final int ASKED = 2;
    private static final int MARK_BITS = 2;

    /** Most names that come one after the other have the same. */
    private Home latest = new Home(NodeId.of("-"), "");

    /** What many names have in common. */
    private record Home(NodeId node, String type) {

        boolean isOf(WorkerRef ref) {
            return node.equals(ref.node()) && type.equals(ref.type());
        }
    }

    @Override
    protected String keyOf(WorkerRef ref) {
        return ref.name();
    }

    @Override
    protected int lengthOf(WorkerRef ref) {
        return NAME + 2 * ref.name().length();
    }

    @Override
    protected int write(BytePage page, int at, WorkerRef ref) {
        if (!latest.isOf(ref)) {
            latest = new Home(ref.node(), ref.type());
        }
        int home = page.share(latest) << MARK_BITS;
        page.putLong(at + TOKEN, ref.token());
        int end = writeAscii(page.bytes(), at + NAME, ref.name());
        boolean isAscii = end > 0;
        page.putChar(at, isAscii ? home : home | WIDE);
        return isAscii ? end : writeWide(page, at + NAME, ref.name());
    }

    /** Returns the end, 0 if a name has other characters. */
    private static int writeAscii(byte[] bytes, int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter > ASCII) {
                return 0;
            }
            bytes[at + i] = (byte) letter;
        }
        return at + name.length();
    }

    private static int writeWide(BytePage page, int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            page.putChar(at + 2 * i, name.charAt(i));
        }
        return at + 2 * name.length();
    }

    @Override
    protected boolean isKey(BytePage page, int at, int end, String name) {
        int from = at + NAME;
        if ((page.charAt(at) & WIDE) != 0) {
            return name.equals(wide(page, from, end));
        }
        if (end - from != name.length()) {
            return false;
        }
        byte[] bytes = page.bytes();
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected WorkerRef read(BytePage page, int at, int end, @Nullable String name) {
        int head = page.charAt(at);
        Home home = (Home) page.shared(head >>> MARK_BITS);
        String known = name == null ? name(page, head, at + NAME, end) : name;
        return new WorkerRef(known, home.node(), home.type(), page.longAt(at + TOKEN));
    }

    @Override
    protected boolean mark(BytePage page, int at) {
        char head = page.charAt(at);
        if ((head & ASKED) == 0) {
            page.putChar(at, head | ASKED);
        }
        return (head & ASKED) != 0;
    }

    private static String name(BytePage page, int head, int from, int end) {
        return (head & WIDE) == 0
                ? new String(page.bytes(), from, end - from, StandardCharsets.US_ASCII)
                : wide(page, from, end);
    }

    private static String wide(BytePage page, int from, int end) {
        char[] letters = new char[(end - from) / 2];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = page.charAt(from + 2 * i);
        }
        return new String(letters);
    }
}
