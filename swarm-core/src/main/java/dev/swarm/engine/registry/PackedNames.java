package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.table.Head;
import dev.swarm.engine.table.PackedTable;
import org.jspecify.annotations.Nullable;

/**
 * Where names live: of each a head that leads to its home, its token, and its name. Who looks a name up gets it back
 * itself.
 */
final class PackedNames extends PackedTable<String, WorkerRef> {

    private static final int TOKEN = Head.BYTES;
    private static final int NAME = TOKEN + Long.BYTES;

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
        Head.put(page, at, latest, isWide);
        page.putLong(at + TOKEN, ref.token());
        return page.putText(at + NAME, ref.name(), isWide);
    }

    @Override
    protected boolean isKey(BytePage page, int at, int end, String name) {
        return page.isText(at + NAME, end, Head.isWide(page, at), name);
    }

    @Override
    protected WorkerRef read(BytePage page, int at, int end, @Nullable String name) {
        Home home = (Home) Head.shared(page, at);
        String known = name == null ? page.text(at + NAME, end, Head.isWide(page, at)) : name;
        return new WorkerRef(known, home.node(), home.type(), page.longAt(at + TOKEN));
    }

    /** Returns the one of a name, {@code null} also if it was asked for in this way before; any thread. */
    @Nullable
    WorkerRef findFirst(String name) {
        return find(name, (page, at, end) -> Head.isAsked(page, at) ? null : read(page, at, end, name));
    }
}
