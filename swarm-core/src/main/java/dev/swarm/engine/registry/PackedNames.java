package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.table.PackedTable;
import org.jspecify.annotations.Nullable;

/**
 * Where names live: of each the number of its home and two marks, its token, and its name. Who looks a name up gets it
 * back itself.
 */
final class PackedNames extends PackedTable<String, WorkerRef> {

    private static final int TOKEN = 2;
    private static final int NAME = TOKEN + Long.BYTES;

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
        boolean isWide = BytePage.isWide(ref.name());
        page.putChar(at, page.share(latest) << MARK_BITS | (isWide ? WIDE : 0));
        page.putLong(at + TOKEN, ref.token());
        return page.putText(at + NAME, ref.name(), isWide);
    }

    @Override
    protected boolean isKey(BytePage page, int at, int end, String name) {
        return page.isText(at + NAME, end, isWide(page, at), name);
    }

    @Override
    protected WorkerRef read(BytePage page, int at, int end, @Nullable String name) {
        Home home = (Home) page.shared(page.charAt(at) >>> MARK_BITS);
        String known = name == null ? page.text(at + NAME, end, isWide(page, at)) : name;
        return new WorkerRef(known, home.node(), home.type(), page.longAt(at + TOKEN));
    }

    /** Returns the one of a name, {@code null} also if it was asked for in this way before; any thread. */
    @Nullable
    WorkerRef findFirst(String name) {
        return find(name, (page, at, end) -> isAsked(page, at) ? null : read(page, at, end, name));
    }

    /** Tells whether a name was asked for, which it is from now on: all who write that write the same. */
    private static boolean isAsked(BytePage page, int at) {
        char head = page.charAt(at);
        if ((head & ASKED) == 0) {
            page.putChar(at, head | ASKED);
        }
        return (head & ASKED) != 0;
    }

    private static boolean isWide(BytePage page, int at) {
        return (page.charAt(at) & WIDE) != 0;
    }
}
